import { dataGroupSfi } from '@residence-permit/shared/apdu';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { type EntitlementRecord, entitlementWrite, MAX_VERSION_STEP } from '@residence-permit/shared/records';
import { getCard, getPermit, type Register } from '../register/index.ts';
import { type CardRefusal, decideWritable } from './decide-endorsement.ts';
import { requireKey } from './endorsement-entry.ts';
import { readVersions, sendRecord, stepsToSend } from './send-record.ts';
import { inSession, type OpenWriteSession, type WriteSession } from './write-session.ts';

/** Signs a grantor's record and verifies it. @throws PermitError KEY_BAD, SIGNER_FAILED */
export type SignEntitlements = (record: EntitlementRecord) => Promise<Uint8Array>;

export type WriteEntitlementsRefusal = CardRefusal | 'not-active';

/**
 * Brings the grants on a live card up to the register: reads which versions the card holds and writes each record that is
 * newer, identity untouched. Repeating it writes nothing. A chip lets a version rise by 16 at a time: a card that is further
 * behind gets the newest content under the highest version that it takes, and the rest of the way at its next visits.
 * @throws CardError, PermitError
 */
export function makeWriteEntitlements(deps: {
  readonly register: Register;
  readonly openWriteSession: OpenWriteSession;
  readonly signEntitlements: SignEntitlements;
}) {
  return async (input: {
    readonly cardNumber: string;
    readonly can: string;
  }): Promise<Outcome<readonly EntitlementRecord[], WriteEntitlementsRefusal>> => {
    const state = await deps.register.read();
    const card = getCard(state, input.cardNumber);
    const writable = decideWritable(card);
    if (!writable.ok) return writable;
    if (card.stage !== 'active') return refused('not-active');
    const { entitlements } = getPermit(state, card.permitRef);
    if (entitlements.length === 0) return ok([]);
    const session = await deps.openWriteSession({ can: input.can, deviceKey: requireKey(card).deviceKey });
    return inSession(session, async () => {
      const newer = await findNewer(session, entitlements);
      const writes = await Promise.all(newer.map(async (each) => entitlementWrite(await deps.signEntitlements(each))));
      session.announce(writes.flatMap(stepsToSend));
      for (const write of writes) await sendRecord(session, write);
      return ok(newer);
    });
  };
}

async function findNewer(
  session: WriteSession,
  records: readonly EntitlementRecord[],
): Promise<readonly EntitlementRecord[]> {
  const newer: EntitlementRecord[] = [];
  const dataGroups = new Set(records.map((record) => record.dataGroup));
  session.announce([...dataGroups].map((dataGroup) => ({ kind: 'read', sfi: dataGroupSfi(dataGroup) })));
  for (const dataGroup of dataGroups) {
    const held = await readVersions(session, dataGroup);
    for (const record of records.filter((other) => other.dataGroup === dataGroup)) {
      const stored = held.get(record.grantor) ?? 0;
      const version = Math.min(record.version, stored + MAX_VERSION_STEP);
      if (version > stored) newer.push({ ...record, version });
    }
  }
  return newer;
}
