import { nodeRandom } from '@residence-permit/reader/node';
import { authenticateTerminal, openPace, selectPermit, writeRecord } from '@residence-permit/reader/session';
import { type CardTransport, encodeAtrInfo, encodeResponse } from '@residence-permit/shared/apdu';
import { CardError } from '@residence-permit/shared/errors';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { beforeAll, describe, expect, it } from 'vitest';
import { aCard, anOffice, type BuiltCard, CATALOGUE, DEMO_AT, type Office } from '../builders/index.ts';
import { interposed, outcomeOf, tap } from './tapping.ts';

const HEALTH = { kind: 'health', from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') };

let office: Office;
let card: BuiltCard;

beforeAll(async () => {
  office = await anOffice({ seed: 'short length' });
  office.setClock(DEMO_AT);
  card = await aCard(office).withGrants(HEALTH).active();
});

/** Refuses every command in extended form, and keeps the lengths of all. */
function shortOnly(
  inner: CardTransport,
  refuse: () => Uint8Array,
  isRefused: (at: number, command: Uint8Array) => boolean = () => true,
): CardTransport & { readonly lengths: number[] } {
  const lengths: number[] = [];
  const transport = interposed(inner, (at, command) => {
    const isExtended = command.length >= 7 && command[4] === 0;
    if (isExtended && isRefused(at, command)) return refuse();
    lengths.push(command.length);
    return undefined;
  });
  return { ...transport, lengths };
}

const REFUSALS = [
  ['a card that answers 6700', () => Uint8Array.of(0x67, 0x00)],
  [
    'a reader that reports a fault',
    (): Uint8Array => {
      throw new CardError('READER_FAILED');
    },
  ],
  ['a reader that hands over nothing', () => new Uint8Array(0)],
] as const;

describe('extended length that is refused', () => {
  it.each(CATALOGUE.purposes.map(({ id }) => id))('changes nothing in what a tap for %s finds', async (id) => {
    const usual = await tap(office, card, id);
    const transport = shortOnly(card.transport(), REFUSALS[0][1]);
    const short = await tap(office, card, id, { transport });
    expect(outcomeOf(short)).toEqual(outcomeOf(usual));
    expect(short.fields).toEqual(usual.fields);
    expect(Math.max(...transport.lengths)).toBeLessThanOrEqual(261);
  });

  it.each(REFUSALS)('by %s leaves the whole tap in short length', async (_who, refuse) => {
    const transport = shortOnly(card.transport(), refuse);
    expect((await tap(office, card, 'clinic', { transport })).verdict).toBe('accepted');
  });

  it.each(REFUSALS)('by %s only inside the channel begins the tap once more in short length', async (_who, refuse) => {
    const isSealed = (_at: number, command: Uint8Array): boolean => ((command[0] ?? 0) & 0x0c) !== 0;
    const transport = shortOnly(card.transport(), refuse, isSealed);
    const result = await tap(office, card, 'clinic', { transport });
    expect(result.verdict).toBe('accepted');
    expect(result.cost.apdus).toBeGreaterThan(30);
  });

  it('by whoever refuses short length next as well ends the tap with EXTENDED_LENGTH_REFUSED or its own code', async () => {
    let refused = 0;
    const transport = interposed(card.transport(), (_at, command) => {
      const isLong = command.length >= 7 && command[4] === 0 && ((command[0] ?? 0) & 0x0c) !== 0;
      if (isLong) refused += 1;
      if (refused > 0) throw new CardError(isLong ? 'READER_FAILED' : 'CARD_REMOVED');
      return undefined;
    });
    const result = await tap(office, card, 'clinic', { transport });
    expect(result.verdict).toBe('undecided');
    expect(['EXTENDED_LENGTH_REFUSED', 'CARD_REMOVED']).toContain(result.interruption?.code);
    expect((await tap(office, card, 'clinic')).verdict).toBe('accepted');
  });

  it.each([128, 200, 261])('or small buffers of %i bytes: commands and answers keep to them', async (bytes) => {
    const inner = card.transport();
    const seen: number[] = [];
    const transport: CardTransport = {
      transmit: async (command) => {
        const info = encodeAtrInfo({ maxCommandBytes: bytes, maxResponseBytes: bytes });
        if (command[1] === 0xb0 && command[2] === 0x9d) return encodeResponse({ data: info, sw: 0x9000 });
        const response = await inner.transmit(command);
        seen.push(command.length, response.length);
        return response;
      },
    };
    expect((await tap(office, card, 'clinic', { transport })).verdict).toBe('accepted');
    expect(Math.max(...seen)).toBeLessThanOrEqual(bytes);
  });

  it('lets a terminal with write rights send its certificates and a long record as chains', async () => {
    const fresh = await aCard(office).seeded('long record').withGrants(HEALTH).active();
    const commands: Uint8Array[] = [];
    const inner = fresh.transport();
    const transport: CardTransport = {
      apduLengths: 'short',
      transmit: (command) => {
        commands.push(command);
        return inner.transmit(command);
      },
    };
    const template = {
      role: 'terminal',
      read: [18],
      write: [18],
      count: false,
      canAllowed: true,
      pinManagement: false,
    } as const;
    const session = await openPace({
      transport,
      password: { kind: 'can', value: fresh.can },
      random: nodeRandom,
      template,
    });
    await selectPermit(session);
    await authenticateTerminal(session, await office.terminalFor('clinic'));
    const record = {
      dataGroup: 18,
      grantor: 'nobody',
      version: 1,
      binding: new Uint8Array(16),
      signedBytes: new Uint8Array(900),
      counted: [],
    };
    // The clinic may not write: that the card says so, and not 6700 or 6883, shows that the whole record reached it.
    await expect(writeRecord(session, record)).rejects.toMatchObject({ code: 'CARD_STATUS', sw: 0x6982 });
    expect(Math.max(...commands.map(({ length }) => length))).toBeLessThanOrEqual(261);
    expect(commands.filter((command) => command[1] === 0xd2).map(([cla]) => cla)).toEqual([
      0x1c, 0x1c, 0x1c, 0x1c, 0x0c,
    ]);
    expect(session.isOpen).toBe(true);
  });
});
