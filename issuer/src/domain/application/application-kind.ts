/** What an application asks for. `CORRECT_ERROR`: the authority's own error, so without a fee. */
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

/** True for a kind that ends with a new card. */
export function makesCard(kind: ApplicationKind): boolean {
  return kind !== 'ENDORSE' && kind !== 'CANCEL';
}
