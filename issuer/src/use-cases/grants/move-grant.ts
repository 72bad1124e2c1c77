import { PermitError } from '@residence-permit/shared/errors';
import { canMove } from '../../domain/lifecycles/index.ts';
import type { OfficeTransaction, PermitGrant } from '../ports/index.ts';

/** Moves a grant and writes the move into its history. @throws PermitError STORE_CONFLICT when the table has no such move */
export async function moveGrant(
  tx: OfficeTransaction,
  grant: PermitGrant,
  change: Partial<Pick<PermitGrant, 'approvedBy' | 'approvedAt'>> & {
    readonly state: PermitGrant['state'];
    /** A code, or words without personal data. */
    readonly reason: string;
  },
): Promise<PermitGrant> {
  const { reason, ...rest } = change;
  if (!canMove('GRANT', grant.state, rest.state)) {
    throw new PermitError('STORE_CONFLICT', { detail: `GRANT: no move from ${grant.state} to ${rest.state}` });
  }
  const moved = await tx.grants.save(grant, rest);
  await tx.move({ machine: 'GRANT', subjectId: grant.id, from: grant.state, to: rest.state, reason });
  return moved;
}

/** True while a grant is one that its holder has: it stands in the grantor's record. */
export function isRunning({ state }: Pick<PermitGrant, 'state'>): boolean {
  return state === 'GRANTED' || state === 'ACTIVE';
}
