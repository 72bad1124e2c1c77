import { APPLICATION_KINDS, type ApplicationKind, needsCard } from './application-kind.ts';
import type { EvidenceType } from './evidence-type.ts';
import type { PaperRule } from './papers-policy.ts';

const ADDRESS: readonly EvidenceType[] = ['LEASE', 'TITLE_DEED', 'PURCHASE_CONTRACT', 'LODGING_STATEMENT'];
const JOB: readonly EvidenceType[] = ['BUSINESS_LICENCE', 'LABOUR_CONTRACT', 'EMPLOYER_STATEMENT'];
const STUDY: readonly EvidenceType[] = ['STUDENT_CARD', 'SCHOOL_STATEMENT'];
const WITH_CARD: readonly ApplicationKind[] = APPLICATION_KINDS.filter(needsCard);
const ART_9 = 'Decree 663 art. 9';
const ART_11 = 'Decree 663 art. 11';

/** The papers that the decree and its usual local rules ask for. */
export const DEFAULT_PAPERS: readonly PaperRule[] = [
  { id: 'identity', kinds: APPLICATION_KINDS, anyOf: ['ID_CARD', 'HOUSEHOLD_BOOKLET'], clause: ART_9 },
  { id: 'portrait', kinds: WITH_CARD, anyOf: ['PORTRAIT'], clause: ART_9 },
  { id: 'address', kinds: ['FIRST', 'ENDORSE'], anyOf: ADDRESS, clause: ART_9 },
  { id: 'job', kinds: ['FIRST', 'ENDORSE'], ground: 1, anyOf: JOB, clause: ART_9 },
  { id: 'dwelling', kinds: ['FIRST', 'ENDORSE'], ground: 2, anyOf: ADDRESS, clause: ART_9 },
  { id: 'study', kinds: ['FIRST', 'ENDORSE'], ground: 3, anyOf: STUDY, clause: ART_9 },
  { id: 'investor', kinds: ['FIRST'], exemption: 'INVESTOR', anyOf: ['INVESTOR_PROOF'], clause: 'Zhejiang art. 16' },
  { id: 'talent', kinds: ['FIRST'], exemption: 'TALENT', anyOf: ['TALENT_CERTIFICATE'], clause: 'Zhejiang art. 16' },
  { id: 'old-card', kinds: ['EXCHANGE_DAMAGED', 'CHANGE_DATA'], anyOf: ['OLD_CARD'], clause: ART_11 },
  { id: 'loss', kinds: ['REISSUE_LOST'], anyOf: ['LOSS_STATEMENT'], clause: ART_11 },
  { id: 'change', kinds: ['CHANGE_DATA'], anyOf: ['CHANGE_PROOF', ...ADDRESS], clause: 'Zhejiang art. 18' },
  { id: 'cancellation', kinds: ['CANCEL'], anyOf: ['CANCELLATION_REQUEST'], clause: 'Hangzhou art. 21' },
  {
    id: 'proxy-identity',
    kinds: APPLICATION_KINDS,
    proxy: ['UNDER_16', 'ELDERLY', 'DISABLED'],
    anyOf: ['PROXY_ID_CARD'],
    clause: ART_9,
  },
  {
    id: 'kinship',
    kinds: APPLICATION_KINDS,
    proxy: ['UNDER_16', 'ELDERLY', 'DISABLED'],
    anyOf: ['KINSHIP_PROOF', 'HOUSEHOLD_BOOKLET'],
    clause: ART_9,
  },
  { id: 'mobility', kinds: APPLICATION_KINDS, proxy: ['DISABLED'], anyOf: ['MOBILITY_PROOF'], clause: ART_9 },
];
