import { type HolderReading, type HolderView, readHolderCard, viewHolderCard } from '@residence-permit/reader/holder';
import { nodeEngine, nodeRandom } from '@residence-permit/reader/node';
import { countUse, openWithPin } from '@residence-permit/reader/session';
import { verifyCard } from '@residence-permit/reader/verify';
import type { Trust } from '@residence-permit/shared/trust-bundle';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_AT, UTC_OFFSET_MINUTES } from '../builders/index.ts';
import { optionsFor } from '../e2e/tapping.ts';
import { openCountingSession } from './counting-session.ts';
import { aTappedCard, type TappedCard } from '../session/tapped-card.ts';

const DAY = 86_400;
let tapped: TappedCard;
let reading: HolderReading;
let trust: Trust;

async function readWithPin({ card }: TappedCard): Promise<HolderReading> {
  const session = await openWithPin({ transport: card.transport(), random: nodeRandom, pin: card.pin });
  return readHolderCard(session);
}

const view = (changed: Partial<HolderReading> = {}, of: Trust | 'none' = trust): HolderView =>
  viewHolderCard({
    reading: { ...reading, ...changed },
    trust: of,
    at: DEMO_AT,
    utcOffsetMinutes: UTC_OFFSET_MINUTES,
    staleness: { bundleSeconds: 30 * DAY, statusSeconds: 30 * DAY },
    engine: nodeEngine,
  });

beforeAll(async () => {
  tapped = await aTappedCard();
  const { office, card } = tapped;
  await verifyCard(await optionsFor(office, card, 'clinic'));
  trust = await office.trust();
  reading = await readWithPin(tapped);
});

describe('what the holder sees', () => {
  it('is every data group, genuine, under the one signature', () => {
    const { record, groups } = view();
    expect([record.authentic, record.chipGenuine, record.current]).toEqual([
      { answer: 'yes' },
      { answer: 'yes' },
      { answer: 'yes' },
    ]);
    expect(groups.map(({ dataGroup }) => dataGroup)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14]);
    for (const { signed, fields } of groups) {
      expect(signed).toEqual({ answer: 'yes' });
      expect(Object.keys(fields)).toHaveLength(1);
    }
  });

  it('is the endorsement with its days, and whether it is in force', () => {
    const { endorsement, inFunction } = view();
    expect(endorsement).toMatchObject({ version: 1, from: '2026-06-15', through: expect.stringMatching(/^2027-/) });
    expect(inFunction).toEqual({ answer: 'yes' });
  });

  it('is every grant with the uses that are left', () => {
    const [slot] = view().slots;
    expect(slot).toMatchObject({ dataGroup: 18, grantor: 'health', version: 1 });
    expect(slot?.grants).toMatchObject([
      { kind: 'yearly-check', limit: 2, period: 365, usesLeft: 2, entitled: { answer: 'yes' }, uses: [] },
    ]);
  });

  it('is the log, newest first, with the terminal decoded and its rights in data groups', () => {
    const { accessLog } = view();
    const clinic = accessLog.find(({ terminal }) => terminal?.mnemonic === 'CLIN');
    expect(clinic).toMatchObject({
      terminal: { country: 'ZZ', mnemonic: 'CLIN', sequence: '00001', revoked: false },
      readable: expect.arrayContaining([2, 3, 17, 18]),
      likePurposes: [{ en: 'Clinic: public health services' }],
    });
    const office = accessLog.find(({ terminal }) => terminal?.mnemonic === 'OFFICE');
    expect(office?.writable).toContain(17);
    expect(accessLog.findIndex((entry) => entry === clinic)).toBeLessThan(
      accessLog.findIndex((entry) => entry === office),
    );
  });

  it('shows a use that was counted, with a receipt that the chip signed', async () => {
    const fresh = await aTappedCard();
    const { office, card } = fresh;
    const session = await openCountingSession(fresh);
    await countUse(session, {
      dataGroup: 18,
      grantor: 'health',
      grantId: new Uint8Array(8).fill(0x42),
      amount: 1,
      transactionId: nodeRandom(16),
    });
    const counted = viewHolderCard({
      reading: await readWithPin({ office, card }),
      trust: await office.trust(),
      at: DEMO_AT,
      utcOffsetMinutes: UTC_OFFSET_MINUTES,
      staleness: { bundleSeconds: 30 * DAY, statusSeconds: 30 * DAY },
      engine: nodeEngine,
    });
    expect(counted.slots[0]?.grants[0]).toMatchObject({
      usesLeft: 1,
      uses: [{ on: '2026-06-15', terminal: expect.stringMatching(/^ZZ/), used: 1, signed: { answer: 'yes' } }],
    });
  });
});

describe('what is not certain', () => {
  it('is unknown without trust, never yes', () => {
    const { record, groups, inFunction, slots } = view({}, 'none');
    const answers = [
      record.authentic,
      record.current,
      record.chipGenuine,
      inFunction,
      ...groups.map(({ signed }) => signed),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"answer":"unknown","code":"TRUST_ABSENT"}']),
    );
    expect(slots[0]?.grants[0]?.entitled).toEqual({ answer: 'unknown', code: 'TRUST_ABSENT' });
    expect(groups[0]?.fields).toMatchObject({ name: expect.any(String) });
  });

  it('is a changed field: that one is not genuine, the others stay', () => {
    const name = reading.files.get(2)?.slice() ?? new Uint8Array();
    name[name.length - 12] = (name[name.length - 12] ?? 0) ^ 1;
    const { groups } = view({ files: new Map([...reading.files, [2, name]]) });
    expect(groups[0]?.signed.answer).toBe('no');
    expect(groups.slice(1).map(({ signed }) => signed.answer)).toEqual(Array.from({ length: 11 }, () => 'yes'));
  });

  it('is a copied chip', () => {
    const { cam } = reading;
    const caIc = cam?.caIc.slice() ?? new Uint8Array(32);
    caIc[31] = (caIc[31] ?? 0) ^ 1;
    const copied = { cam: { caIc, mappingPublicKey: cam?.mappingPublicKey ?? new Uint8Array(65) } };
    expect(view(copied).record.chipGenuine).toEqual({ answer: 'no', code: 'CHIP_NOT_GENUINE' });
  });

  it('is a group that the card kept, or that is no slot', () => {
    const files = new Map([...reading.files, [18, Uint8Array.of(1, 2, 3)]]);
    files.delete(17);
    const missing = new Map([[17, 'NOT_RELEASED'] as const]);
    const { endorsement, inFunction, slots, missingSlots } = view({ files, missing });
    expect([endorsement, inFunction]).toEqual([
      { missing: 'NOT_RELEASED' },
      { answer: 'unknown', code: 'NOT_RELEASED' },
    ]);
    expect(slots).toEqual([]);
    expect(missingSlots).toEqual([{ dataGroup: 18, code: expect.stringMatching(/^TLV_|^RECORD_/) }]);
  });
});
