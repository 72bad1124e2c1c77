import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { beforeAll, describe, expect, it } from 'vitest';
import { aCard, anOffice, aRecord, type BuiltCard, CATALOGUE, DEMO_AT, type Office } from '../builders/index.ts';
import { interposed, removedAt, tap } from './tapping.ts';

const HEALTH = { kind: 'health', from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') };
const PURPOSES = CATALOGUE.purposes.map(({ id }) => id);

let office: Office;
let card: BuiltCard;
let other: BuiltCard;

beforeAll(async () => {
  office = await anOffice({ seed: 'lifted' });
  office.setClock(DEMO_AT);
  card = await aCard(office).withGrants(HEALTH).active();
  other = await aCard(office).seeded('other').of(aRecord()).withGrants(HEALTH).active();
});

/** Once the chip knows the DV of that purpose's terminal. */
async function commandsOf(purpose: string): Promise<number> {
  await tap(office, card, purpose);
  return (await tap(office, card, purpose)).cost.apdus;
}

describe.each(PURPOSES)('in a tap for %s', (purpose) => {
  it('a card lifted at any command is CARD_REMOVED and never accepted, and the next tap is as ever', async () => {
    const usual = await tap(office, card, purpose);
    const [trust, terminal] = [await office.trust(), await office.terminalFor(purpose)];
    const commands = await commandsOf(purpose);
    for (let number = 0; number < commands; number += 1) {
      const transport = removedAt(card.transport(), number);
      const result = await tap(office, card, purpose, { transport, trust, terminal });
      expect(result.verdict, `command ${number}`).not.toBe('accepted');
      expect(result.interruption?.code, `command ${number}`).toBe('CARD_REMOVED');
    }
    const next = await tap(office, card, purpose, { trust, terminal });
    expect([next.verdict, next.fields]).toEqual([usual.verdict, usual.fields]);
  });
});

it('another card put in its place at any command is never mixed with it', async () => {
  const [trust, terminal] = [await office.trust(), await office.terminalFor('clinic')];
  const commands = await commandsOf('clinic');
  const codes = new Set<string | undefined>();
  for (let number = 1; number < commands; number += 1) {
    other.chip.reset();
    const transport = interposed(card.transport(), (at, command) =>
      at < number ? undefined : other.chip.transmit(command),
    );
    const result = await tap(office, card, 'clinic', { transport, trust, terminal });
    expect(result.verdict, `command ${number}`).toBe('undecided');
    codes.add(result.interruption?.code);
  }
  // Before PACE it is a card with another number, in PACE one that knows of no run, and after it one that has no channel.
  expect(codes).toContain('CARD_RESET');
});
