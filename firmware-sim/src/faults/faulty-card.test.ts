import { encodeCommand, PERMIT_AID, selectApplication } from '@residence-permit/shared/apdu';
import { describe, expect, it } from 'vitest';
import { memoryDevice, twoSlotStorage } from '../card/index.ts';
import { decodeChipImage, encodeChipImage } from '../nonvolatile/index.ts';
import { seededRandom } from '../testing/seeded-random.ts';
import { activeCells } from '../testing/test-card.ts';
import { type Fault, formatFault } from './fault.ts';
import { openFaultyCard } from './faulty-card.ts';

const SELECT = encodeCommand(selectApplication(PERMIT_AID));
const OK = Uint8Array.of(0x90, 0x00);
const REMOVED = expect.objectContaining({ code: 'CARD_REMOVED' });

function faulty(...faults: readonly Fault[]) {
  const device = memoryDevice();
  twoSlotStorage(device).save(encodeChipImage(activeCells()));
  const waits: number[] = [];
  const card = openFaultyCard({
    device,
    faults,
    random: seededRandom('chip'),
    faultRandom: seededRandom('fault'),
    wait: (ms) => Promise.resolve(waits.push(ms)),
  });
  return { card, waits, cells: () => decodeChipImage(twoSlotStorage(device).load() ?? new Uint8Array()) };
}

describe('a card that things happen to', () => {
  it('is a card like any other where nothing is to happen', async () => {
    const { card, waits } = faulty();
    expect(await card.transmit(SELECT)).toEqual(OK);
    expect([card.removedBy, waits, card.meter.apdus]).toEqual([undefined, [], 1]);
  });

  it.each(['remove-at-apdu', 'lose-answer'] as const)('is gone by %s, and back after a reset', async (kind) => {
    const { card } = faulty({ kind, at: 2 });
    expect(await card.transmit(SELECT)).toEqual(OK);
    await expect(card.transmit(SELECT)).rejects.toEqual(REMOVED);
    await expect(card.transmit(SELECT)).rejects.toEqual(REMOVED);
    expect(card.removedBy).toEqual({ kind, at: 2 });
    card.reset();
    expect(await card.transmit(SELECT)).toEqual(OK);
  });

  it('carries a command out whose answer is lost, and not one that it is removed before', async () => {
    const lost = faulty({ kind: 'lose-answer', at: 1 });
    await expect(lost.card.transmit(SELECT)).rejects.toEqual(REMOVED);
    const removed = faulty({ kind: 'remove-at-apdu', at: 1 });
    await expect(removed.card.transmit(SELECT)).rejects.toEqual(REMOVED);
    expect([lost.card.meter.apdus, removed.card.meter.apdus]).toEqual([1, 0]);
  });

  it('flips one bit of the answer that is to be corrupted, the same one each time', async () => {
    const answers = await Promise.all(
      [1, 2].map(async () => {
        const { card } = faulty({ kind: 'corrupt-answer', at: 2 });
        return [await card.transmit(SELECT), await card.transmit(SELECT), await card.transmit(SELECT)];
      }),
    );
    const [first, second, third] = answers[0] ?? [];
    expect([first, third]).toEqual([OK, OK]);
    const differing = [...(second ?? [])].map((byte, at) => byte ^ (OK[at] ?? 0));
    expect(differing.filter((bits) => bits !== 0)).toHaveLength(1);
    expect(differing.filter((bits) => (bits & (bits - 1)) !== 0)).toEqual([]);
    expect(answers[1]).toEqual(answers[0]);
  });

  it('waits before each answer where it is slow', async () => {
    const { card, waits } = faulty({ kind: 'slow', ms: 250 });
    await card.transmit(SELECT);
    await card.transmit(SELECT);
    expect(waits).toEqual([250, 250]);
  });

  it('loses its power in a weak field at the command that takes too long, and only there', async () => {
    const setTemplate = Uint8Array.from([
      0x00, 0x22, 0xc1, 0xa4, 0x0f, 0x80, 0x0a, 4, 0, 0x7f, 0, 7, 2, 2, 4, 6, 2, 0x83,
    ]);
    const pace = Uint8Array.of(...setTemplate, 1, 2);
    const nonce = Uint8Array.of(0x10, 0x86, 0x00, 0x00, 0x02, 0x7c, 0x00, 0x00);
    const { card } = faulty({ kind: 'weak-field', ms: 5 });
    expect(await card.transmit(SELECT)).toEqual(OK);
    expect(await card.transmit(pace)).toEqual(OK);
    await expect(card.transmit(nonce)).rejects.toEqual(
      expect.objectContaining({ code: 'CARD_REMOVED', message: expect.stringContaining('weak-field=5') }),
    );
    card.reset();
    expect(await card.transmit(SELECT)).toEqual(OK);
    expect(formatFault(card.removedBy ?? { kind: 'slow', ms: 1 })).toBe('weak-field=5');
  });
});
