import { PermitError } from '@residence-permit/shared/errors';
import { canMove, type ApplicationState, type PersonalisationState } from '../../domain/lifecycles/index.ts';
import type { Application, OfficeTransaction, ProductionAttempt } from '../ports/index.ts';

/** Moves an attempt and writes the move into its history. @throws PermitError STORE_CONFLICT when the table has no such move */
export async function moveAttempt(
  tx: OfficeTransaction,
  before: ProductionAttempt,
  change: Partial<ProductionAttempt> & { readonly state: PersonalisationState; readonly reason: string },
): Promise<ProductionAttempt> {
  const { reason, ...rest } = change;
  requireMove('PERSONALISATION', before.state, rest.state, canMove('PERSONALISATION', before.state, rest.state));
  const after = await tx.attempts.save(before, rest);
  const subjectId = before.cardNumber;
  await tx.move({ machine: 'PERSONALISATION', subjectId, from: before.state, to: rest.state, reason });
  return after;
}

/** Moves a case and writes the move into its history. @throws PermitError STORE_CONFLICT when the table has no such move */
export async function moveApplication(
  tx: OfficeTransaction,
  before: Application,
  change: Partial<Application> & { readonly state: ApplicationState; readonly reason: string },
): Promise<Application> {
  const { reason, ...rest } = change;
  requireMove('APPLICATION', before.state, rest.state, canMove('APPLICATION', before.state, rest.state));
  const after = await tx.applications.save(before, rest);
  await tx.move({ machine: 'APPLICATION', subjectId: before.id, from: before.state, to: rest.state, reason });
  return after;
}

/** @throws PermitError STORE_CONFLICT when the case is not there */
export async function getApplication(tx: OfficeTransaction, id: string): Promise<Application> {
  const application = await tx.applications.find(id);
  if (application === undefined) throw new PermitError('STORE_CONFLICT', { detail: 'no such case' });
  return application;
}

function requireMove(machine: string, from: string, to: string, isAllowed: boolean): void {
  if (!isAllowed) throw new PermitError('STORE_CONFLICT', { detail: `${machine}: no move from ${from} to ${to}` });
}
