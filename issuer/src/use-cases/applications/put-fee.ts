import { feeOf } from '../../domain/fees/index.ts';
import type { NewId } from '../../ports/index.ts';
import type { OfficeTransaction } from '../ports/index.ts';
import type { CaseFile } from './case-file.ts';

/** Puts the fee that falls due with acceptance into the books, nothing and a waiver for the authority's own error included. */
export async function putFee(
  tx: OfficeTransaction,
  { application, policy, ruleVersion }: CaseFile,
  newId: NewId,
): Promise<void> {
  const { id: applicationId, officeId, kind, isOwnError } = application;
  const cause = isOwnError ? 'AUTHORITY_ERROR' : 'ORDINARY';
  const { amountFen, clause: rule, waived } = feeOf(kind, { cause, fees: policy.fees });
  const waiver = waived === undefined ? {} : { waivedFor: waived.ground };
  await tx.fees.insert({ id: newId(), applicationId, officeId, rule, ruleVersion, amountFen, ...waiver });
}
