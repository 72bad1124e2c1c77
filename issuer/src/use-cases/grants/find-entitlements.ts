import { isEntitlementGroup } from '@residence-permit/shared/entitlements';
import { dateAt, toEpochDays } from '@residence-permit/shared/plain-date';
import {
  type EntitlementRecord,
  GRANT_ID_BYTES,
  type Grant,
  countedGrantsOf,
  periodIndex,
} from '@residence-permit/shared/records';
import { carryGrant } from '../../domain/grants/index.ts';
import type { Clock, RandomSource } from '../../ports/index.ts';
import type { Card, CardCarry, CarriedPart, OfficeTransaction, Permit, PermitGrant } from '../ports/index.ts';
import { catalogueInForce } from '../catalogue/index.ts';
import type { FindEntitlements } from '../production/index.ts';
import { isRunning } from './move-grant.ts';

/**
 * The grantors' newest records of a permit, as they are to stand on its newest card. The first time that a replacement card is
 * asked for, what was used up is taken off and every record gets a version that no earlier card ever held; that is kept with
 * the card, so that its records say the same whenever they are made.
 */
export function makeFindEntitlements({
  clock,
  random,
}: {
  readonly clock: Clock;
  readonly random: RandomSource;
}): FindEntitlements {
  return async (tx, permit) => {
    const card = newestCard(await tx.cards.ofPermit(permit.id));
    const carry = card === undefined ? undefined : await carryTo(tx, permit, card);
    const { entries } = await catalogueInForce(tx);
    const onCards = new Set(entries.filter(({ isOnCard }) => isOnCard).map(({ id }) => id));
    const grants = (await tx.grants.ofPermit(permit.id)).filter((one) => isRunning(one) && onCards.has(one.kind));
    const records = await tx.grants.records(permit.id);
    return records.flatMap(({ dataGroup, grantor, version }): readonly EntitlementRecord[] => {
      if (!isEntitlementGroup(dataGroup)) return [];
      const own = grants.filter((one) => one.dataGroup === dataGroup && one.grantor === grantor);
      const parts = own.flatMap((one) => partsOf(one, carry));
      return [{ dataGroup, grantor, version, binding: permit.permitRef, grants: parts }];
    });
  };

  async function carryTo(tx: OfficeTransaction, permit: Permit, card: Card): Promise<CardCarry | undefined> {
    if (card.replaces === undefined) return undefined;
    const known = await tx.grants.findCarry(card.cardNumber);
    if (known !== undefined) return known;
    const { utcOffsetMinutes } = await tx.offices.get(permit.officeId);
    const now = clock();
    const today = dateAt(now, utcOffsetMinutes);
    const changed: Record<string, readonly CarriedPart[]> = {};
    for (const grant of (await tx.grants.ofPermit(permit.id)).filter(isRunning)) {
      const settled = await tx.grants.uses(grant.id);
      const whole = toRecordGrant(grant);
      const parts = carryGrant(whole, { settled, today, remainderId: random(GRANT_ID_BYTES) });
      if (parts.length !== 1 || parts[0] !== whole) changed[grant.id] = parts.map((part) => toPart(part, whole));
    }
    for (const record of await tx.grants.records(permit.id)) await tx.grants.raiseRecord(permit.id, record);
    const carry = { cardNumber: card.cardNumber, permitId: permit.id, grants: changed, carriedAt: now };
    await tx.grants.insertCarry(carry);
    return carry;
  }
}

/** The card that a permit's records are made for: the last that was planned and not set aside. */
export function newestCard(cards: readonly Card[]): Card | undefined {
  return cards.findLast(({ state }) => state !== 'QUARANTINED' && state !== 'SPOILED');
}

/** A grant as its department gave it. */
export function toRecordGrant(
  grant: Pick<PermitGrant, 'grantRef' | 'kind' | 'from' | 'through' | 'limit' | 'period' | 'grade'>,
): Grant {
  const { grantRef, kind, from, through, limit, period, grade } = grant;
  return {
    id: grantRef,
    kind,
    from,
    through,
    ...definedOf({
      limit,
      period,
    }),
    ...(grade === undefined ? {} : { grade }),
  };
}

function partsOf(grant: PermitGrant, carry: CardCarry | undefined): readonly Grant[] {
  const whole = toRecordGrant(grant);
  const parts = carry?.grants[grant.id];
  if (parts === undefined) return [whole];
  return parts.map(({ grantRef, from, through, limit, period }) =>
    toRecordGrant({ grantRef, kind: grant.kind, from, through, ...definedOf({ limit, period }) }),
  );
}

function toPart({ id: grantRef, from, through, limit, period }: Grant, whole: Grant): CarriedPart {
  const [counted] = countedGrantsOf([whole]);
  const firstPeriod = counted === undefined ? 0 : periodIndex(counted, toEpochDays(from));
  return { grantRef, from, through, ...definedOf({ limit, period }), firstPeriod };
}

function definedOf({ limit, period }: { readonly limit: number | undefined; readonly period: number | undefined }) {
  return { ...(limit === undefined ? {} : { limit }), ...(period === undefined ? {} : { period }) };
}
