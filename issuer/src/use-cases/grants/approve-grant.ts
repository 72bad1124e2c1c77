import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { MAX_GRANTS, MAX_SLOTS } from '@residence-permit/shared/records';
import { type ApproveGrantRefusal as DomainRefusal, approveGrant } from '../../domain/grants/index.ts';
import { catalogueInForce } from '../catalogue/index.ts';
import type { OfficeTransaction, PermitGrant, SignedIn } from '../ports/index.ts';
import { isRunning, moveGrant } from './move-grant.ts';
import { type GrantDeps, type GrantsRefusal, onGrant } from './on-grants.ts';

export type ApproveGrantRefusal =
  | GrantsRefusal
  | 'grant-unknown'
  | DomainRefusal
  /** The grantor's record, or the data group, holds as many as fit on a card. */
  | 'no-room'
  /** No key of the grantor that is in force may sign the kind: its whole record could not be written any more. */
  | 'grantor-key-missing';

/** Whether a key that is in force may sign a grantor's grants of a kind. */
export type MaySignKind = (grantor: string, kind: string) => boolean;
export type DeclineGrantRefusal = GrantsRefusal | 'grant-unknown' | 'not-proposed';

type Deps = Pick<GrantDeps, 'inTransaction' | 'clock'>;

/** Approves a proposed grant: it stands in the next version of the grantor's record. By another person than who entered it. */
export function makeApproveGrant(deps: Deps & { readonly maySignKind: MaySignKind }) {
  return (
    by: SignedIn,
    { grantId }: { readonly grantId: string },
  ): Promise<Outcome<PermitGrant, ApproveGrantRefusal>> =>
    onGrant<PermitGrant, ApproveGrantRefusal>(deps, by, { grantId, action: 'grant.approve' }, async (tx, file) => {
      const { grant, permit, now } = file;
      const { enteredBy } = grant;
      const state = grant.state;
      const decided = approveGrant({ state, enteredBy, permitState: permit.state }, by.accountId);
      if (!decided.ok) return decided;
      if (!(await hasRoom(tx, grant))) return refused('no-room');
      const isOnCard = await isForCards(tx, grant);
      if (isOnCard && !deps.maySignKind(grant.grantor, grant.kind)) return refused('grantor-key-missing');
      const approval = { approvedBy: by.accountId, approvedAt: now };
      const approved = await moveGrant(tx, grant, { state: decided.value, ...approval, reason: 'approved' });
      if (isOnCard) await tx.grants.raiseRecord(permit.id, grant);
      await tx.audit({ action: 'grant.approve', personId: permit.personId, object: grant.id });
      return ok(approved);
    });
}

/** Declines a proposed grant, with the reason that the department is told. */
export function makeDeclineGrant(deps: Deps) {
  return (
    by: SignedIn,
    input: {
      readonly grantId: string;
      /** Words without personal data. */
      readonly reason: string;
    },
  ): Promise<Outcome<PermitGrant, DeclineGrantRefusal>> => {
    const { grantId, reason } = input;
    const act = { grantId, action: 'grant.approve' } as const;
    return onGrant<PermitGrant, DeclineGrantRefusal>(deps, by, act, async (tx, { grant, permit }) => {
      if (grant.state !== 'PROPOSED') return refused('not-proposed');
      const declined = await moveGrant(tx, grant, { state: 'DECLINED', reason });
      await tx.audit({ action: 'grant.approve', personId: permit.personId, object: grant.id, reason });
      return ok(declined);
    });
  };
}

/** Whether grants of that kind are written to cards; kinds that tell of their holder stay in the register. */
export async function isForCards(tx: OfficeTransaction, { kind }: Pick<PermitGrant, 'kind'>): Promise<boolean> {
  const { entries } = await catalogueInForce(tx);
  return entries.some(({ id, isOnCard }) => id === kind && isOnCard);
}

/** A grant of many periods may go to a replacement card in two, so it takes the room of two. */
async function hasRoom(tx: OfficeTransaction, grant: PermitGrant): Promise<boolean> {
  const running = (await tx.grants.ofPermit(grant.permitId)).filter(isRunning);
  const sameRecord = running.filter(
    ({ dataGroup, grantor }) => dataGroup === grant.dataGroup && grantor === grant.grantor,
  );
  const room = [...sameRecord, grant].reduce((sum, { period }) => sum + (period === undefined ? 1 : 2), 0);
  const records = await tx.grants.records(grant.permitId);
  const others = records.filter(({ dataGroup, grantor }) => dataGroup === grant.dataGroup && grantor !== grant.grantor);
  return room <= MAX_GRANTS && others.length < MAX_SLOTS;
}
