import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { SettledUses } from '../../domain/grants/index.ts';
import { reminderDays } from '../../domain/endorsement/index.ts';
import type { PolicySet } from '../../domain/policy/index.ts';
import type { Card, OfficeTransaction, Permit, PermitGrant } from '../ports/index.ts';

/** An entitlement with what was used of it, as far as service points have settled uses. */
export type OwnGrant = { readonly grant: PermitGrant; readonly uses: SettledUses };

/** A reminder of the next endorsement: its day, and whether it went out. */
export type OwnReminder = { readonly on: PlainDate; readonly isSent: boolean };

/** What hangs on the permit in force of a person; everything is empty without one. */
export type OwnPermit = {
  readonly permit?: Permit;
  /** In the order in which they were made. */
  readonly cards: readonly Card[];
  /** In the order in which they were entered. */
  readonly grants: readonly OwnGrant[];
  /** Soonest first. */
  readonly reminders: readonly OwnReminder[];
};

/** Finds the permit in force of a person with its cards, entitlements and reminders. */
export async function findOwnPermit(
  tx: OfficeTransaction,
  { personId, policy }: { readonly personId: string; readonly policy: PolicySet },
): Promise<OwnPermit> {
  const permit = await tx.permits.findInForce(personId);
  if (permit === undefined) return { cards: [], grants: [], reminders: [] };
  const grants: OwnGrant[] = [];
  for (const grant of await tx.grants.ofPermit(permit.id)) grants.push({ grant, uses: await tx.grants.uses(grant.id) });
  return {
    permit,
    cards: await tx.cards.ofPermit(permit.id),
    grants,
    reminders: await remindersOf(tx, permit, policy),
  };
}

async function remindersOf(
  tx: OfficeTransaction,
  { id: permitId, endorsedThrough }: Permit,
  { endorsement }: PolicySet,
): Promise<readonly OwnReminder[]> {
  if (endorsedThrough === undefined) return [];
  const sent = await tx.reminders.sent({ permitId, endorsedThrough });
  return reminderDays(endorsedThrough, endorsement).map(({ on, daysBefore }) => {
    return { on, isSent: sent.includes(daysBefore) };
  });
}
