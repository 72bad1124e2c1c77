import { decodeEvidence, encodeEvidence } from '@residence-permit/reader/evidence';
import type { VerifyCardOptions } from '@residence-permit/reader/verify';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { beforeAll, describe, expect, it } from 'vitest';
import { aCard, anOffice, type BuiltCard, DEMO_AT, type Office } from '../builders/index.ts';
import { removedAt } from '../e2e/tapping.ts';
import { keepTap } from './kept-tap.ts';

const PERIOD = { from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') };
const GRANTS = [
  { kind: 'health', ...PERIOD },
  { kind: 'library', ...PERIOD },
] as const;

let office: Office;
let card: BuiltCard;

beforeAll(async () => {
  office = await anOffice({ seed: 'evidence' });
  office.setClock(DEMO_AT);
  card = await aCard(office)
    .seeded('kept')
    .withGrants(...GRANTS)
    .active();
});

/** Keeps a tap, writes and reads both kinds of evidence, and judges each again. */
async function expectSame(
  purpose: string,
  changes: Partial<VerifyCardOptions> = {},
  of: Pick<BuiltCard, 'can' | 'transport'> = card,
): Promise<string> {
  const kept = await keepTap(office, of, purpose, changes);
  for (const evidence of [kept.redacted, kept.full]) {
    const replay = kept.replay(decodeEvidence(encodeEvidence(evidence)));
    expect(replay.differences).toEqual([]);
    expect(replay.result.answers).toEqual(kept.tap.result.answers);
    expect(replay.result.reasons).toEqual(kept.tap.result.reasons);
    expect(replay.result.withheld).toEqual(kept.tap.result.withheld);
    expect(replay.result.trustAge).toEqual(kept.tap.result.trustAge);
    expect(replay.result.endorsement).toEqual(kept.tap.result.endorsement);
    expect(replay.result.covering).toEqual(kept.tap.result.covering);
    expect(replay.result.fields).toEqual(evidence.keeps === 'full' ? kept.tap.result.fields : {});
  }
  return kept.tap.result.verdict;
}

describe('a kept tap, judged again', () => {
  it.each(['clinic', 'clinic-with-portrait', 'employer-hiring', 'library-gate', 'issuing-office'])(
    'is accepted again for %s',
    async (purpose) => {
      expect(await expectSame(purpose)).toBe('accepted');
    },
  );

  it('is accepted again for a holder with the PIN, who reads every group', async () => {
    const password = { kind: 'pin', value: card.pin } as const;
    expect(await expectSame('holder', { terminal: 'none', password })).toBe('accepted');
  });

  it.each(['P-256', 'brainpoolP256r1'] as const)('is accepted again after generic mapping over %s', async (curve) => {
    expect(await expectSame('clinic', { mapping: 'gm', curve })).toBe('accepted');
  });

  it('is rejected again without the grant, revoked, or lapsed', async () => {
    expect(await expectSame('housing-office')).toBe('rejected');
    const revoked = await aCard(office).seeded('revoked').revoked();
    expect(await expectSame('employer-hiring', {}, revoked)).toBe('rejected');
    const lapsed = await aCard(office)
      .seeded('lapsed')
      .withGrants(...GRANTS)
      .lapsed();
    expect(await expectSame('clinic', {}, lapsed)).toBe('rejected');
  });

  it('is undecided again with a wrong number, stale trust, a clock behind, or no certificate', async () => {
    const can = card.can === '000000' ? '000001' : '000000';
    expect(await expectSame('clinic', { password: { kind: 'can', value: can } })).toBe('undecided');
    expect(await expectSame('clinic', { clock: () => DEMO_AT + 400 * 86_400, terminal: 'none' })).toBe('undecided');
    expect(await expectSame('clinic', { clock: () => DEMO_AT - 400 * 86_400, terminal: 'none' })).toBe('undecided');
    expect(await expectSame('clinic', { terminal: 'none' })).toBe('undecided');
  });

  it('is never accepted when the card left, at whichever command', async () => {
    const terminal = await office.terminalFor('clinic');
    // The card knows the terminal's authority from the first tap on, which makes the next ones shorter.
    await keepTap(office, card, 'clinic', { terminal });
    const whole = await keepTap(office, card, 'clinic', { terminal });
    for (let at = 0; at < whole.log.length; at += 1) {
      const transport = removedAt(card.transport(), at);
      expect(await expectSame('clinic', { transport, terminal })).not.toBe('accepted');
    }
  });
});
