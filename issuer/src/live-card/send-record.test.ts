import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { nobleEd25519Signer } from '@residence-permit/shared/cose';
import {
  encodeSlots,
  entitlementWrite,
  signEntitlementRecord,
  type WriteRecordData,
} from '@residence-permit/shared/records';
import { expect, test } from 'vitest';
import { readVersions, sendRecord } from './send-record.ts';
import { inSession, type WriteSession } from './write-session.ts';

const signer = nobleEd25519Signer(new Uint8Array(32).fill(1));
const binding = new Uint8Array(16).fill(2);
const days = { from: parsePlainDate('2026-01-01'), through: parsePlainDate('2026-12-31') };

async function aWrite(version: number): Promise<WriteRecordData> {
  const grants = [{ id: new Uint8Array(8).fill(version), kind: 'library', ...days }];
  return entitlementWrite(
    await signEntitlementRecord({ dataGroup: 21, grantor: 'culture', version, binding, grants }, signer),
  );
}

/** A card that keeps what `keep` makes of each write, and says when it is let go. */
function fakeCard(keep: (data: WriteRecordData) => WriteRecordData) {
  let slots: readonly WriteRecordData[] = [];
  const closed: true[] = [];
  const session: WriteSession = {
    announce: () => undefined,
    readFile: async () => encodeSlots(slots),
    writeRecord: async (data) => {
      slots = [keep(data)];
    },
    setPin: async () => undefined,
    close: async () => void closed.push(true),
  };
  return { session, closed };
}

test('is done when the card holds the signed bytes', async () => {
  const { session } = fakeCard((data) => data);
  await sendRecord(session, await aWrite(1));
  expect(await readVersions(session, 21)).toEqual(new Map([['culture', 1]]));
});

test('fails when the card says success and holds something else', async () => {
  const other = await aWrite(7);
  const { session } = fakeCard(() => other);
  await expect(sendRecord(session, await aWrite(1))).rejects.toMatchObject({ code: 'READ_BACK_FAILED' });
});

test('a session is closed whether its work succeeds or fails', async () => {
  const { session, closed } = fakeCard((data) => data);
  expect(await inSession(session, async () => 5)).toBe(5);
  await expect(inSession(session, () => Promise.reject(new Error('lifted')))).rejects.toThrow('lifted');
  expect(closed).toHaveLength(2);
});
