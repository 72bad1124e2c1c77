import { describe, beforeAll, expect, it } from 'vitest';
import { CODES } from '@residence-permit/shared/errors';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { aBlank, aCard, anOffice, type BuiltCard, DEMO_AT, type Office, seededRandom } from '../builders/index.ts';
import { interposed, letters, outcomeOf, removedAt, tap } from './tapping.ts';

const HEALTH = { kind: 'health', from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') };
/** Commands until PACE is done: EF.CardAccess, EF.ATR/INFO, MSE:Set AT and four steps. */
const BEFORE_CHANNEL = 7;

let office: Office;
let card: BuiltCard;

beforeAll(async () => {
  office = await anOffice({ seed: 'transport' });
  office.setClock(DEMO_AT);
  card = await aCard(office).withGrants(HEALTH).active();
});

/** How many commands a tap takes once the chip remembers the key of the DV. */
async function commandsOf(): Promise<number> {
  await tap(office, card, 'clinic');
  return (await tap(office, card, 'clinic')).cost.apdus;
}

describe('a card that is taken away', () => {
  it('leaves CARD_REMOVED and the answers so far, at whichever command it happens', async () => {
    const trust = await office.trust();
    const terminal = await office.terminalFor('clinic');
    const commands = await commandsOf();
    const seen: string[] = [];
    for (let number = 0; number < commands; number++) {
      const transport = removedAt(card.transport(), number);
      const result = await tap(office, card, 'clinic', { transport, trust, terminal });
      expect(result.verdict, `command ${number}`).toBe('undecided');
      expect(result.reasons, `command ${number}`).toContain('CARD_REMOVED');
      expect(result.interruption?.code).toBe('CARD_REMOVED');
      expect(result.answers.entitled.answer).toBe('unknown');
      seen.push(letters(result));
    }
    // Nothing before DG1 is read; then what DG1 proves; the endorsement once DG17 is there.
    expect([...new Set(seen)]).toEqual(['?????', 'yy?y?', 'yyyy?']);
    expect(seen.slice(0, BEFORE_CHANNEL + 2).every((answers) => answers === '?????')).toBe(true);
  });
});

describe('something between card and terminal', () => {
  it('that answers in the clear inside the channel is a downgrade: SM_PLAIN_RESPONSE', async () => {
    const commands = await commandsOf();
    for (let number = BEFORE_CHANNEL; number < commands; number++) {
      const transport = interposed(card.transport(), (at) =>
        at === number ? Uint8Array.of(0x01, 0x02, 0x90, 0x00) : undefined,
      );
      const result = await tap(office, card, 'clinic', { transport });
      expect(result.verdict, `command ${number}`).toBe('undecided');
      expect(result.reasons, `command ${number}`).toContain('SM_PLAIN_RESPONSE');
    }
  });

  it('that changes one bit under secure messaging never gets to accepted', async () => {
    const commands = await commandsOf();
    const trust = await office.trust();
    const terminal = await office.terminalFor('clinic');
    const random = seededRandom('flipped bits');
    const draw = (below: number) => new DataView(random(4).buffer).getUint32(0) % below;
    const codes = new Set<string>();
    for (let round = 0; round < 60; round++) {
      const number = BEFORE_CHANNEL + draw(commands - BEFORE_CHANNEL);
      const inner = card.transport();
      let at = 0;
      const transport = {
        transmit: async (command: Uint8Array) => {
          const response = await inner.transmit(command);
          if (at++ !== number) return response;
          const bit = draw(response.length * 8);
          return response.with(bit >> 3, (response[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
        },
      };
      const result = await tap(office, card, 'clinic', { transport, trust, terminal });
      expect(result.verdict, `round ${round}, command ${number}`).toBe('undecided');
      for (const code of result.reasons) codes.add(code);
    }
    expect(codes).toContain('SM_BAD_RESPONSE');
    expect([...codes].every((code) => code in CODES)).toBe(true);
  });
});

describe('a card that is no permit', () => {
  it.each([
    ['knows no file', [0x6a, 0x82]],
    ['knows no instruction', [0x6d, 0x00]],
    ['knows no class', [0x6e, 0x00]],
  ])('and %s is rejected with CARD_NOT_PERMIT', async (_, sw) => {
    const transport = { transmit: () => Promise.resolve(Uint8Array.from(sw)) };
    const result = await tap(office, card, 'clinic', { transport });
    expect(outcomeOf(result)).toEqual(['rejected', 'n????', 'CARD_NOT_PERMIT', 'NOT_REACHED']);
  });

  it('yet, because it is still blank, opens with no number: undecided', async () => {
    const chip = aBlank({ seed: 'blank' });
    const transport = { transmit: (command: Uint8Array) => Promise.resolve(chip.transmit(command)) };
    const result = await tap(office, card, 'clinic', { transport });
    expect(outcomeOf(result)).toEqual(['undecided', '?????', 'CARD_BLANK', 'NOT_REACHED']);
  });

  it('and answers random bytes gets a code, never an exception', async () => {
    const random = seededRandom('random answers');
    for (let round = 0; round < 200; round++) {
      const transport = { transmit: () => Promise.resolve(random((random(1)[0] ?? 0) % 40)) };
      const result = await tap(office, card, 'clinic', { transport, trust: await trustOnce(), terminal: 'none' });
      expect(result.verdict).not.toBe('accepted');
      expect(result.reasons.length).toBeGreaterThan(0);
    }
  });
});

let opened: ReturnType<Office['trust']> | undefined;
function trustOnce() {
  opened ??= office.trust();
  return opened;
}
