import type { ApplicationKind, EvidenceType } from '../policy/index.ts';

/**
 * Papers that bear out another name or ID number, by the kind of case. The authority's own error, Hangzhou art. 18: what the
 * person shows. A legal change of name, Civil Code art. 1016, or a number that public security put right, Identity Card Law
 * art. 3: its certificate, or the booklet, which has both.
 */
const IDENTITY_PROOFS: { readonly [Kind in ApplicationKind]?: readonly EvidenceType[] } = {
  FIRST: ['ID_CARD', 'HOUSEHOLD_BOOKLET'],
  CORRECT_ERROR: ['ID_CARD', 'HOUSEHOLD_BOOKLET'],
  CHANGE_DATA: ['CHANGE_PROOF', 'HOUSEHOLD_BOOKLET'],
};

/** What was said last of who somebody is. */
export type SaidValue = {
  readonly value: string;
  /** True: the office or a department said so, not only the applicant. */
  readonly isConfirmed: boolean;
  /** The paper that goes with it. */
  readonly paper: EvidenceType | undefined;
};

/** Whether an approval of that kind may say who somebody is. */
export function changesIdentity(kind: ApplicationKind): boolean {
  return IDENTITY_PROOFS[kind] !== undefined;
}

/** Whether what was said counts: by the office or a department, with a paper that bears it out. */
export function isProved(kind: ApplicationKind, { isConfirmed, paper }: SaidValue): boolean {
  return isConfirmed && paper !== undefined && IDENTITY_PROOFS[kind]?.includes(paper) === true;
}
