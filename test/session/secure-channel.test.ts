import { type ReadingSession, readFile } from '@residence-permit/reader/session';
import type { CardTransport } from '@residence-permit/shared/apdu';
import { PermitError } from '@residence-permit/shared/errors';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../builders/index.ts';
import { aTappedCard, openByCardNumber, type TappedCard } from './tapped-card.ts';

const SAMPLES = 120;

/** Passes everything through until `damage` is set. */
function damageable(
  inner: CardTransport,
): CardTransport & { damage: ((response: Uint8Array) => Uint8Array) | undefined } {
  return {
    damage: undefined,
    async transmit(command) {
      const response = await inner.transmit(command);
      return this.damage === undefined ? response : this.damage(response);
    },
  };
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'no error';
  } catch (cause) {
    return cause instanceof PermitError ? cause.code : 'UNEXPECTED';
  }
}

describe('the secure channel with the chip', () => {
  let tapped: TappedCard;
  beforeAll(async () => {
    tapped = await aTappedCard();
  });

  it('refuses every sampled bit flip of a response and closes for good', async () => {
    const random = seededRandom('flips of responses');
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      const transport = damageable(tapped.card.transport());
      const session = await openByCardNumber(tapped.card, transport);
      transport.damage = (response) => {
        const [high = 0, middle = 0, low = 0] = random(3);
        const bit = (high * 65_536 + middle * 256 + low) % (response.length * 8);
        const flipped = response.slice();
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        return flipped;
      };
      expect(await codeOf(readFile(session, 10))).toBe('SM_BAD_RESPONSE');
      transport.damage = undefined;
      expect(session.isOpen).toBe(false);
      expect(await codeOf(readFile(session, 10))).toBe('SM_CLOSED');
    }
  });

  it.each([
    ['a status word alone', [0x90, 0x00]],
    ['a file in the clear', [0xd8, 0x18, 0x41, 0x00, 0x90, 0x00]],
    ['the chip’s own farewell in the clear', [0x69, 0x88]],
  ])('refuses %s as a downgrade', async (_what, bytes) => {
    const transport = damageable(tapped.card.transport());
    const session = await openByCardNumber(tapped.card, transport);
    transport.damage = () => Uint8Array.from(bytes);
    expect(await codeOf(readFile(session, 2))).toBe('SM_PLAIN_RESPONSE');
    expect(await codeOf(readFile(session, 2))).toBe('SM_CLOSED');
  });

  it('meets a chip that closes its own end after a plain command', async () => {
    const transport = damageable(tapped.card.transport());
    const session = await openByCardNumber(tapped.card, transport);
    await transport.transmit(Uint8Array.of(0x00, 0xb0, 0x82, 0x00, 0x00));
    expect(await codeOf(readFile(session, 2))).toBe('CARD_RESET');
  });

  it('lives on after the chip refuses a file', async () => {
    const session = await openByCardNumber(tapped.card);
    expect(await codeOf(readFile(session, 6))).toBe('CARD_STATUS');
    expect((await readFile(session, 2)).length).toBeGreaterThan(0);
  });

  it('reads the same bytes in one piece and in many', async () => {
    const session = await openByCardNumber(tapped.card);
    const whole = await readFile(session, 9);
    expect(whole.length).toBeGreaterThan(1_000);
    for (const maxResponseBytes of [100, 258, 700, 1_500]) {
      const buffers = { maxCommandBytes: 261, maxResponseBytes };
      const pieces: ReadingSession = { buffers, transmit: (command) => session.transmit(command) };
      expect(await readFile(pieces, 9)).toEqual(whole);
    }
  });
});
