import type { Erasure, ErasureLedger } from './erasure-ledger.ts';
import type { PersonKeys } from './person-keys.ts';

/** What an erasure works on. */
export type ErasureParts = {
  readonly ledger: ErasureLedger;
  readonly keys: Pick<PersonKeys, 'destroy'>;
  /**
   * Overwrites what is kept in the clear, in one transaction: name, name in pinyin, birth date and the blind index of every ID
   * number, and marks the person erased. Repeating it changes nothing.
   */
  readonly overwrite: (erasure: Erasure) => Promise<void>;
};

/**
 * Erases a person: first the ledger, so that a crash in between is finished by the replay; then the key, which makes sealed
 * fields, evidence and audit tags unreadable; then what was searchable.
 * @throws PermitError STORE_FAILED, after which `replayErasures` finishes what is in the ledger
 */
export async function erasePerson(parts: ErasureParts, erasure: Erasure): Promise<void> {
  await parts.ledger.append(erasure);
  await carryOut(parts, erasure);
}

/**
 * Carries out every erasure of the ledger again: at each start and after each restore, before anybody is served. A database or
 * key store from a backup then shows nothing that was erased. Answers the persons whose key had come back.
 * @throws PermitError ERASURE_LEDGER_BAD; STORE_FAILED; nobody may be served then
 */
export async function replayErasures(parts: ErasureParts): Promise<readonly string[]> {
  const returned: string[] = [];
  for (const erasure of await parts.ledger.readAll()) {
    if (await carryOut(parts, erasure)) returned.push(erasure.personId);
  }
  return returned;
}

async function carryOut(parts: ErasureParts, erasure: Erasure): Promise<boolean> {
  const existed = await parts.keys.destroy(erasure.personId);
  await parts.overwrite(erasure);
  return existed;
}
