import { comparedCase, type Granted } from '../../domain/rights/index.ts';
import type { OfficeTransaction } from '../ports/index.ts';

/** True unless a look names a case of somebody else than the person whose record it opens. */
export async function isNamedCase(tx: OfficeTransaction, granted: Granted, personId: string): Promise<boolean> {
  const named = comparedCase(granted);
  if (named === undefined) return true;
  return (await tx.applications.ofPerson(personId)).some(({ number }) => number === named);
}
