import { PermitError } from '@residence-permit/shared/errors';
import type { Erasure } from './erasure-ledger.ts';
import type { KeyStore } from './person-key-table.ts';

/**
 * What is written over the columns of `person` that are kept in the clear, and over what would be found by its index. Sealed
 * columns go too where the row has them, though without the key nobody can open them. The birth date is one that no living
 * person has, because the column is never empty.
 */
export const ERASED_PERSON = {
  name: '',
  pinyin: '',
  birth_date: '1000-01-01',
  died_on: null,
  citizen_id_index: null,
  citizen_id_sealed: null,
  details_sealed: null,
  language: 'zh',
} as const satisfies Readonly<Record<string, string | null>>;

/**
 * Overwrites the row of an erased person and sets `erased_at`; the first time stands when it is repeated. Pass the connection
 * of a transaction to have it together with the audit event.
 * @throws PermitError STORE_FAILED
 */
export async function overwritePerson(database: KeyStore, erasure: Erasure): Promise<void> {
  const columns = Object.keys(ERASED_PERSON);
  const assignments = columns.map((column, index) => `${column} = $${index + 3}`).join(', ');
  const sql = `UPDATE person SET ${assignments}, erased_at = coalesce(erased_at, to_timestamp($2)) WHERE id = $1`;
  try {
    await database.query(sql, [erasure.personId, erasure.at, ...Object.values(ERASED_PERSON)]);
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: 'person' });
  }
}
