/**
 * What a case is about. Decree 663 art. 9 (FIRST), art. 10 (ENDORSE), art. 11 (EXCHANGE_DAMAGED, REISSUE_LOST);
 * Hangzhou art. 18 (CORRECT_ERROR: the authority's own error) and art. 21 (CANCEL).
 */
export const APPLICATION_KINDS = [
  'FIRST',
  'EXCHANGE_DAMAGED',
  'REISSUE_LOST',
  'CHANGE_DATA',
  'ENDORSE',
  'CANCEL',
  'CORRECT_ERROR',
] as const;
export type ApplicationKind = (typeof APPLICATION_KINDS)[number];

const NEEDS_CARD = {
  FIRST: true,
  EXCHANGE_DAMAGED: true,
  REISSUE_LOST: true,
  CHANGE_DATA: true,
  ENDORSE: false,
  CANCEL: false,
  CORRECT_ERROR: true,
} as const satisfies Record<ApplicationKind, boolean>;

/** True for a kind that ends with another card: what is signed on a card cannot be changed on it, save endorsement and grants. */
export function needsCard(kind: ApplicationKind): boolean {
  return NEEDS_CARD[kind];
}
