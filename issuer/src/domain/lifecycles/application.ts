import type { Lifecycle } from './lifecycle.ts';

export type ApplicationState =
  | 'DRAFT'
  | 'SUBMITTED'
  | 'SUPPLEMENT_REQUESTED'
  | 'ACCEPTED'
  | 'IN_REVIEW'
  | 'APPROVED'
  | 'REFUSED'
  | 'IN_PRODUCTION'
  | 'QUALITY_CHECK'
  | 'READY'
  | 'DELIVERED'
  | 'CLOSED'
  | 'WITHDRAWN'
  | 'LAPSED';

/**
 * A case, Decree 663 art. 9. Missing papers are told once: the way back to SUBMITTED can be gone a single time, which
 * `decideSupplement` guards. Cases that need no card go from APPROVED to CLOSED. REFUSED goes back to IN_REVIEW by an
 * upheld appeal only. The card of a READY case that is damaged in the drawer, or that cannot be activated, is made again;
 * one that was handed over and comes back before its activation lies READY once more.
 * LAPSED: the papers never came, the card was not collected, or its reason fell away during production.
 */
export const APPLICATION = {
  entry: ['DRAFT', 'SUBMITTED'],
  derived: [],
  moves: {
    DRAFT: ['SUBMITTED', 'WITHDRAWN'],
    SUBMITTED: ['SUPPLEMENT_REQUESTED', 'ACCEPTED', 'WITHDRAWN'],
    SUPPLEMENT_REQUESTED: ['SUBMITTED', 'WITHDRAWN', 'LAPSED'],
    ACCEPTED: ['IN_REVIEW', 'WITHDRAWN'],
    IN_REVIEW: ['APPROVED', 'REFUSED', 'WITHDRAWN'],
    APPROVED: ['IN_PRODUCTION', 'CLOSED', 'WITHDRAWN'],
    REFUSED: ['IN_REVIEW', 'CLOSED'],
    IN_PRODUCTION: ['QUALITY_CHECK', 'LAPSED'],
    QUALITY_CHECK: ['READY', 'IN_PRODUCTION', 'LAPSED'],
    READY: ['DELIVERED', 'IN_PRODUCTION', 'LAPSED'],
    DELIVERED: ['CLOSED', 'READY', 'IN_PRODUCTION'],
    CLOSED: [],
    WITHDRAWN: [],
    LAPSED: [],
  },
} as const satisfies Lifecycle<ApplicationState>;
