import { PermitError } from '@residence-permit/shared/errors';
import type { OfficeTransaction, ThirdPartyReport } from '../ports/index.ts';
import { moveReport } from './move-report.ts';

/**
 * Sorts a received report: about somebody whom the register knows by that name, about somebody new, or about somebody whom
 * it knows by another name. One that was sorted before stays as it is.
 * @throws PermitError STORE_CONFLICT when there is no such report
 */
export async function sortReport(tx: OfficeTransaction, reportId: string): Promise<ThirdPartyReport> {
  const received = await tx.reports.find(reportId);
  if (received === undefined) throw new PermitError('STORE_CONFLICT', { detail: 'no such report' });
  if (received.state !== 'RECEIVED') return received;
  const validated = await moveReport(tx, received, { to: 'VALIDATED', reason: 'well-formed' });
  const person = validated.personId === undefined ? undefined : await tx.persons.find(validated.personId);
  if (person === undefined) return moveReport(tx, validated, { to: 'NEW', reason: 'nobody-of-that-number' });
  const isSameName = person.name === validated.claim.name;
  return isSameName
    ? moveReport(tx, validated, { to: 'MATCHED', reason: 'number-and-name' })
    : moveReport(tx, validated, { to: 'CONFLICT', reason: 'another-name' });
}
