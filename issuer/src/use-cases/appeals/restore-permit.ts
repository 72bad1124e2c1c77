import { isOver } from '../../domain/lifecycles/index.ts';
import type { Application, OfficeTransaction, Permit } from '../ports/index.ts';

/** The permit that ended with the refused endorsement of this case; nothing where it was left in force. */
export async function endedByRefusal(tx: OfficeTransaction, application: Application): Promise<Permit | undefined> {
  const { kind, permitId } = application;
  if (kind !== 'ENDORSE' || permitId === undefined) return undefined;
  const permit = await tx.permits.find(permitId);
  const isEnded = permit?.state === 'TERMINATED' && permit.terminatedFor === 'ENDORSEMENT_REFUSED';
  return isEnded ? permit : undefined;
}

/** What the person began after the end, and what does not go with a permit that comes back. */
export async function begunSince(
  tx: OfficeTransaction,
  { personId }: Permit,
): Promise<'permit-in-force' | 'open-case-exists' | undefined> {
  if ((await tx.permits.findInForce(personId)) !== undefined) return 'permit-in-force';
  const isOpenFirst = ({ kind, state }: Application) => kind === 'FIRST' && !isOver(state);
  return (await tx.applications.ofPerson(personId)).some(isOpenFirst) ? 'open-case-exists' : undefined;
}

/**
 * The permit is what it was before the refusal, its endorsement included; where that has run out it is suspended until the
 * case is decided again. Cards that were revoked never come back: another one is made without a fee, as the authority's own
 * error. Grants stay ended.
 * @throws PermitError STORE_CONFLICT without an upheld appeal
 */
export async function restorePermit(
  tx: OfficeTransaction,
  permit: Permit,
  { appealId, ruleVersion }: { readonly appealId: string; readonly ruleVersion: string },
): Promise<void> {
  await tx.permits.restore(permit);
  const about = { machine: 'PERMIT', subjectId: permit.id, from: permit.state, to: 'IN_FORCE' } as const;
  await tx.move({ ...about, reason: `appeal ${appealId}`, ruleVersion });
  await tx.audit({ action: 'appeal.decide', personId: permit.personId, object: permit.number, reason: 'restored' });
}
