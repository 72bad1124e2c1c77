import { type ErasureParts, erasePerson } from './erase-person.ts';
import type { Erasure } from './erasure-ledger.ts';
import type { KeyStore } from './person-key-table.ts';

/**
 * Erases a person with every record that was merged into theirs, each by a line and a key of its own; theirs comes last, so
 * that a confirmed erasure that was cut off is not taken for a finished one.
 * @throws PermitError STORE_FAILED, after which `replayErasures` finishes what is in the ledger
 */
export async function eraseRecords(
  parts: ErasureParts & { readonly findMerged: (personId: string) => Promise<readonly string[]> },
  erasure: Erasure,
): Promise<void> {
  const merged = await parts.findMerged(erasure.personId);
  for (const personId of [...merged, erasure.personId]) await erasePerson(parts, { ...erasure, personId });
}

/** The records that were merged into a person's. */
export async function findMergedRecords(database: KeyStore, personId: string): Promise<readonly string[]> {
  const { rows } = await database.query('SELECT id FROM person WHERE merged_into = $1 ORDER BY id', [personId]);
  return (rows as readonly { readonly id: string }[]).map(({ id }) => id);
}
