import { PermitError } from '@residence-permit/shared/errors';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { describe, expect, test } from 'vitest';
import {
  APPLICATION_KINDS,
  DEFAULT_POLICY,
  DEFAULT_POLICY_INPUT,
  EVIDENCE_TYPES,
  needsCard,
  parsePolicySet,
  policyOn,
  ruleVersionOf,
} from './index.ts';

const day = parsePlainDate;

function refusalOf(value: unknown): string {
  try {
    parsePolicySet(value);
  } catch (error) {
    if (error instanceof PermitError) return `${error.code} ${error.message}`;
    throw error;
  }
  return 'accepted';
}

describe('a policy set', () => {
  test('reads back from the JSON that it is published as', () => {
    expect(parsePolicySet(JSON.parse(JSON.stringify(DEFAULT_POLICY)))).toEqual(DEFAULT_POLICY);
  });

  test('cannot be written to', () => {
    expect(Object.isFrozen(DEFAULT_POLICY)).toBe(true);
    expect(Object.isFrozen(DEFAULT_POLICY.clock)).toBe(true);
    expect(Object.isFrozen(DEFAULT_POLICY.papers)).toBe(true);
  });

  test.each([
    ['more than thirty days', { clock: { ...DEFAULT_POLICY_INPUT.clock, maxDays: 31 } }, 'maxDays'],
    ['a term above its own end', { clock: { ...DEFAULT_POLICY_INPUT.clock, maxDays: 14 } }, 'acceptanceDays'],
    ['a day that no calendar has', { effectiveFrom: '2026-02-30' }, 'DATE_BAD'],
    ['a kind without a fee', { fees: { FIRST: { amountFen: 0, clause: 'x' } } }, 'EXCHANGE_DAMAGED'],
    ['a member that nobody knows', { colour: 'red' }, 'colour'],
    ['an anchor that nobody knows', { endorsement: { ...DEFAULT_POLICY_INPUT.endorsement, anchor: 'MOON' } }, 'anchor'],
  ])('is refused with %s', (_what, change, word) => {
    const refusal = refusalOf({ ...DEFAULT_POLICY_INPUT, ...change });
    expect(refusal).toContain('SETTING_BAD');
    expect(refusal).toContain(word);
  });

  test('names papers for every kind, a period for every paper, and takes nothing for a first card or an endorsement', () => {
    for (const kind of APPLICATION_KINDS) {
      expect(DEFAULT_POLICY.papers.some((rule) => rule.kinds.includes(kind))).toBe(true);
    }
    for (const type of EVIDENCE_TYPES) expect(DEFAULT_POLICY.retention.evidence[type].days).toBeGreaterThan(0);
    expect(DEFAULT_POLICY.fees.FIRST.amountFen).toBe(0);
    expect(DEFAULT_POLICY.fees.ENDORSE.amountFen).toBe(0);
  });

  test('keeps network logs for six months at least', () => {
    expect(DEFAULT_POLICY.retention.records.VERIFICATION_EVENT.days).toBeGreaterThanOrEqual(183);
  });
});

describe('the set that holds on a day', () => {
  const later = { ...DEFAULT_POLICY, version: '2027-1', effectiveFrom: day('2027-01-01') };
  const elsewhere = { ...DEFAULT_POLICY, jurisdiction: '800001', effectiveFrom: day('2026-06-01') };
  const sets = [later, elsewhere, DEFAULT_POLICY];

  test.each([
    ['2016-01-01', '800000/2026-1'],
    ['2026-12-31', '800000/2026-1'],
    ['2027-01-01', '800000/2027-1'],
  ])('on %s is %s', (on, version) => {
    const found = policyOn(sets, { jurisdiction: '800000', day: day(on) });
    expect(found.ok ? ruleVersionOf(found.value) : found.refusal).toBe(version);
  });

  test('is none before the first one, and none elsewhere', () => {
    for (const [jurisdiction, on] of [
      ['800000', '2015-12-31'],
      ['810000', '2026-01-01'],
    ] as const) {
      expect(policyOn(sets, { jurisdiction, day: day(on) })).toEqual({ ok: false, refusal: 'no-policy' });
    }
  });
});

test('an endorsement and a cancellation need no card, every other case does', () => {
  expect(APPLICATION_KINDS.filter((kind) => !needsCard(kind))).toEqual(['ENDORSE', 'CANCEL']);
});
