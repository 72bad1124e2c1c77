import type { EntitlementKind } from '@residence-permit/shared/entitlements';
import type { Outcome } from '@residence-permit/shared/outcome';
import { type EntitlementRecord, GRANT_ID_BYTES, type Grant } from '@residence-permit/shared/records';
import type { RandomSource } from '../ports/index.ts';
import { getPermit, type PermitEntry, type Register, withPermit } from '../register/index.ts';
import {
  decideGrant,
  decideWithdrawal,
  type GrantRefusal,
  replaceRecord,
  type WithdrawRefusal,
} from './decide-entitlement.ts';

/** A grant as a department orders it. With `id` an existing grant is changed, without it a new one is made. */
export type GrantOrder = Omit<Grant, 'id'> & { readonly id?: Uint8Array };

/**
 * Gives a holder an entitlement, or changes one, in the register. It reaches the card when that is next brought up to date.
 * @throws PermitError STORE_CONFLICT when the register has no such permit
 */
export function makeGrantEntitlement(deps: {
  readonly register: Register;
  readonly kinds: readonly EntitlementKind[];
  readonly random: RandomSource;
}) {
  return (permitRef: Uint8Array, order: GrantOrder): Promise<Outcome<EntitlementRecord, GrantRefusal>> => {
    const grant: Grant = { ...order, id: order.id ?? deps.random(GRANT_ID_BYTES) };
    return changeRecord(deps.register, permitRef, (permit) => decideGrant(permit, grant, deps.kinds));
  };
}

/**
 * Takes an entitlement back in the register; the card learns of it when it is next brought up to date.
 * @throws PermitError STORE_CONFLICT when the register has no such permit
 */
export function makeWithdrawEntitlement(deps: { readonly register: Register }) {
  return (permitRef: Uint8Array, grantId: Uint8Array): Promise<Outcome<EntitlementRecord, WithdrawRefusal>> =>
    changeRecord(deps.register, permitRef, (permit) => decideWithdrawal(permit, grantId));
}

function changeRecord<Refusal extends string>(
  register: Register,
  permitRef: Uint8Array,
  decide: (permit: PermitEntry) => Outcome<EntitlementRecord, Refusal>,
): Promise<Outcome<EntitlementRecord, Refusal>> {
  return register.change<Outcome<EntitlementRecord, Refusal>>((state) => {
    const permit = getPermit(state, permitRef);
    const decision = decide(permit);
    if (!decision.ok) return { state, value: decision };
    const entitlements = replaceRecord(permit.entitlements, decision.value);
    return { state: withPermit(state, permitRef, { entitlements }), value: decision };
  });
}
