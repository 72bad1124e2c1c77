import type { OfficeTransaction } from '../ports/index.ts';

/** Which record stays, and which one is closed into it. */
export type MergedPair = { readonly personId: string; readonly mergedId: string };

/** Writes an act on two records into the view of each, with the other one named. */
export async function auditBoth(
  tx: OfficeTransaction,
  { personId, mergedId }: MergedPair,
  reason: string,
): Promise<void> {
  await tx.audit({ action: 'person.merge', personId, object: mergedId, reason });
  await tx.audit({ action: 'person.merge', personId: mergedId, object: personId, reason });
}
