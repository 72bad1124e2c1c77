import { equalBytes } from '@residence-permit/shared/bytes';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { EntitlementRecord } from '@residence-permit/shared/records';
import type { RecordVersion } from '../../domain/grants/index.ts';
import {
  makeWriteEntitlements,
  type OpenWriteSession,
  type SignEntitlements,
  type WriteEntitlementsRefusal,
} from '../../live-card/index.ts';
import { toActor } from '../applications/index.ts';
import { type LoadPermitEntry, makeCardRegister } from '../production/index.ts';
import type { OfficeTransaction, Permit, PermitGrant, SignedIn } from '../ports/index.ts';
import { newestCard, toRecordGrant } from './find-entitlements.ts';
import { moveGrant } from './move-grant.ts';
import { type GrantDeps, type GrantsRefusal, onGrants, openGrants } from './on-grants.ts';

export type WriteGrantsRefusal =
  | GrantsRefusal
  | WriteEntitlementsRefusal
  | 'attempt-unknown'
  /** The records are made for the card that is to replace this one. */
  | 'replacement-under-way';

type Ready = { readonly permit: Permit; readonly can: string };

/**
 * Brings a card at the counter up to date with the grants of its permit. What the chip was found to hold is kept with the card,
 * and what has reached it becomes active. The same call goes on after a crash: it writes what the chip lacks, and keeps what
 * it holds.
 * @throws CardError, PermitError
 */
export function makeWriteGrants(
  deps: GrantDeps & { readonly loadPermitEntry: LoadPermitEntry; readonly signEntitlements: SignEntitlements },
) {
  const { inTransaction, loadPermitEntry, signEntitlements, clock } = deps;
  return async (
    by: SignedIn,
    input: { readonly cardNumber: string; readonly openWriteSession: OpenWriteSession },
  ): Promise<Outcome<readonly RecordVersion[], WriteGrantsRefusal>> => {
    const { cardNumber, openWriteSession } = input;
    const ready = await onGrants<Ready, WriteGrantsRefusal>(
      deps,
      by,
      async (tx) => (await tx.cards.find(cardNumber))?.permitId,
      async (tx, permitId) => {
        const opened = await openGrants(tx, { by, permitId, now: clock(), action: 'card.endorse' });
        if (!opened.ok) return opened;
        const attempt = await tx.attempts.findByCard(cardNumber);
        if (attempt?.can === undefined) return refused('attempt-unknown');
        const newest = newestCard(await tx.cards.ofPermit(permitId));
        if (newest?.cardNumber !== cardNumber) return refused('replacement-under-way');
        return ok({ permit: opened.value.permit, can: attempt.can });
      },
    );
    if (!ready.ok) return ready;
    const { permit, can } = ready.value;
    const officer = toActor(by, by.officeId ?? permit.officeId);
    let wanted: readonly EntitlementRecord[] = [];
    const register = makeCardRegister({
      inTransaction,
      officer,
      cardNumber,
      loadPermitEntry: async (tx, of) => {
        const entry = await loadPermitEntry(tx, of);
        wanted = entry.entitlements;
        return entry;
      },
      chipNumber: () => undefined,
      followCard: () => Promise.resolve(),
    });
    const write = makeWriteEntitlements({ register, openWriteSession, signEntitlements });
    const written = await write({ cardNumber, can });
    if (!written.ok) return written;
    const held = wanted.map((record) => versionOnCard(record, written.value));
    await inTransaction(officer, async (tx) => {
      for (const version of held) await tx.grants.noteOnCard(cardNumber, { ...version, at: clock() });
      await activateWritten(tx, permit.id, wanted);
      const about = { personId: permit.personId, object: cardNumber };
      await tx.audit({ action: 'card.endorse', ...about, reason: 'entitlements' });
    });
    return ok(held);
  };
}

/** A record that was not written stood on the card in its newest version already. */
function versionOnCard(
  { dataGroup, grantor, version }: EntitlementRecord,
  written: readonly EntitlementRecord[],
): RecordVersion {
  const sent = written.find((other) => other.dataGroup === dataGroup && other.grantor === grantor);
  return { dataGroup, grantor, version: sent?.version ?? version };
}

/** What was granted and stands in a record that the card holds is active; grants that came meanwhile are not. */
async function activateWritten(
  tx: OfficeTransaction,
  permitId: string,
  wanted: readonly EntitlementRecord[],
): Promise<void> {
  const grants = await tx.grants.ofPermit(permitId);
  for (const grant of grants.filter(({ state }) => state === 'GRANTED')) {
    if (wanted.some((record) => holds(record, grant))) {
      await moveGrant(tx, grant, { state: 'ACTIVE', reason: 'written' });
    }
  }
}

function holds(record: EntitlementRecord, grant: PermitGrant): boolean {
  const { id } = toRecordGrant(grant);
  return record.grants.some((other) => equalBytes(other.id, id));
}
