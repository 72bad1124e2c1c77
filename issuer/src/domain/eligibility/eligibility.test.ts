import { addDays, compareDates, parsePlainDate } from '@residence-permit/shared/plain-date';
import { array, assert, boolean, constantFrom, integer, option, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../policy/index.ts';
import type { ResidenceInterval } from '../registration/index.ts';
import {
  confirmServiceClass,
  decideEligibility,
  type EligibilityFacts,
  type Fact,
  proposeServiceClass,
} from './index.ts';

const day = parsePlainDate;
const today = day('2026-06-15');
const asked = { policy: DEFAULT_POLICY, today };
const seen = <Value>(value: Value, evidenceId: string): Fact<Value> => ({
  value,
  evidenceId,
  source: 'OFFICER',
  standing: 'CONFIRMED',
});
const said = <Value>(value: Value, evidenceId: string): Fact<Value> => ({
  value,
  evidenceId,
  source: 'EMPLOYER',
  standing: 'CLAIMED',
});
const stay = (from: string, change: Partial<ResidenceInterval> = {}): ResidenceInterval => ({
  id: from,
  state: 'CURRENT',
  from: day(from),
  registeredOn: day(from),
  evidenceId: 'lease',
  ...change,
});
const worker: EligibilityFacts = {
  hukou: seen('ELSEWHERE', 'id-card'),
  residence: [stay('2025-12-15')],
  grounds: [{ ground: 1, fact: seen(true, 'contract') }],
  exemptions: [],
};
const outcomes = (facts: EligibilityFacts) => {
  const { verdict, conditions } = decideEligibility(facts, asked);
  return [verdict, ...conditions.map(({ outcome }) => outcome)];
};

describe('eligibility', () => {
  test('is met by half a year and one ground, and cites clause and paper of each condition', () => {
    expect(decideEligibility(worker, asked)).toEqual({
      verdict: 'eligible',
      ruleVersion: '800000/2026-1',
      conditions: [
        {
          condition: 'HUKOU_ELSEWHERE',
          clause: 'Decree 663 art. 2: away from the place of hukou',
          outcome: 'met',
          evidence: ['id-card'],
          changes: [],
        },
        {
          condition: 'RESIDENCE',
          clause: 'Decree 663 art. 2: half a year or more',
          outcome: 'met',
          evidence: ['lease'],
          changes: [],
        },
        {
          condition: 'GROUNDS',
          clause: 'Decree 663 art. 2: job, dwelling or study',
          outcome: 'met',
          evidence: ['contract'],
          changes: [],
        },
      ],
      grounds: [
        { ground: 1, clause: 'Decree 663 art. 2: lawful stable job', outcome: 'met', evidence: ['contract'] },
        { ground: 2, clause: 'Decree 663 art. 2: lawful stable dwelling', outcome: 'not-met', evidence: [] },
        { ground: 3, clause: 'Decree 663 art. 2: continuous study', outcome: 'not-met', evidence: [] },
      ],
    });
  });

  test('names the day on which half a year is full, and is met on that day', () => {
    const facts = { ...worker, residence: [stay('2025-12-16')] };
    const { verdict, conditions } = decideEligibility(facts, asked);
    expect(verdict).toBe('not-eligible');
    expect(conditions[1]).toMatchObject({ outcome: 'not-met', changes: [{ kind: 'WAIT_UNTIL', on: '2026-06-16' }] });
    expect(decideEligibility(facts, { ...asked, today: day('2026-06-16') }).verdict).toBe('eligible');
  });

  test('does not know a stay that was declared and not verified yet', () => {
    const facts = { ...worker, residence: [stay('2025-01-01', { state: 'DECLARED' })] };
    expect(decideEligibility(facts, asked).conditions[1]).toMatchObject({
      outcome: 'unknown',
      evidence: ['lease'],
      changes: [{ kind: 'CONFIRM', fact: 'RESIDENCE' }],
    });
    expect(outcomes({ ...worker, residence: [stay('2025-01-01', { state: 'REJECTED' })] })[2]).toBe('not-met');
  });

  test('asks for registration where nobody lives here today', () => {
    const facts = { ...worker, residence: [stay('2025-01-01', { through: day('2026-06-01'), state: 'ENDED' })] };
    expect(decideEligibility(facts, asked).conditions[1]?.changes).toEqual([{ kind: 'REGISTER_RESIDENCE' }]);
  });

  test('lets a confirmed exemption stand for the half-year, and not one that was only claimed', () => {
    const fresh = { ...worker, residence: [stay('2026-06-01')] };
    const exempt = decideEligibility({ ...fresh, exemptions: [seen('TALENT', 'certificate')] }, asked);
    expect(exempt.verdict).toBe('eligible');
    expect(exempt.conditions[1]).toMatchObject({ clause: 'Zhejiang art. 16', evidence: ['certificate'] });
    const claimed = decideEligibility({ ...fresh, exemptions: [said('TALENT', 'certificate')] }, asked);
    expect(claimed.verdict).toBe('undecided');
    expect(claimed.conditions[1]?.changes).toEqual([
      { kind: 'WAIT_UNTIL', on: '2026-12-01' },
      { kind: 'CONFIRM', fact: 'EXEMPTION' },
    ]);
    const policy = { ...DEFAULT_POLICY, eligibility: { ...DEFAULT_POLICY.eligibility, exemptions: [] } };
    const facts: EligibilityFacts = { ...fresh, exemptions: [seen('TALENT', 'certificate')] };
    expect(decideEligibility(facts, { policy, today }).verdict).toBe('not-eligible');
  });

  test('is not for people whose hukou is here, and waits for a hukou that nobody saw', () => {
    expect(outcomes({ ...worker, hukou: seen('HERE', 'id-card') })).toEqual(['not-eligible', 'not-met', 'met', 'met']);
    expect(outcomes({ ...worker, hukou: said('HERE', 'id-card') })[0]).toBe('undecided');
    const { residence, grounds, exemptions } = worker;
    const without = { residence, grounds, exemptions };
    expect(decideEligibility(without, asked).conditions[0]?.changes).toEqual([{ kind: 'STATE', fact: 'HUKOU' }]);
  });

  test('needs a ground that somebody confirmed, and says which ones would do', () => {
    expect(outcomes({ ...worker, grounds: [{ ground: 1, fact: said(true, 'contract') }] })[3]).toBe('unknown');
    const none = decideEligibility({ ...worker, grounds: [{ ground: 1, fact: seen(false, 'contract') }] }, asked);
    expect(none.conditions[2]).toMatchObject({
      outcome: 'not-met',
      changes: [{ kind: 'BRING_GROUNDS', anyOf: [1, 2, 3], missing: 1 }],
    });
  });

  test('needs as many grounds as the policy says', () => {
    const policy = { ...DEFAULT_POLICY, eligibility: { ...DEFAULT_POLICY.eligibility, groundsNeeded: 2 } };
    const one = decideEligibility(worker, { policy, today }).conditions[2];
    expect(one?.changes).toEqual([{ kind: 'BRING_GROUNDS', anyOf: [2, 3], missing: 1 }]);
    const two = { ...worker, grounds: [...worker.grounds, { ground: 2, fact: seen(true, 'lease') }] } as const;
    expect(decideEligibility(two, { policy, today }).verdict).toBe('eligible');
  });

  const facts = record({
    hukou: constantFrom<EligibilityFacts['hukou'][]>(undefined, seen('HERE', 'h'), said('ELSEWHERE', 'h')),
    known: boolean(),
    since: integer({ min: 0, max: 400 }),
    verified: boolean(),
    grounds: array(record({ ground: constantFrom(1, 2, 3), value: boolean(), confirmed: boolean() } as const), {
      maxLength: 4,
    }),
    exempt: option(boolean(), { nil: undefined }),
  }).map(({ hukou, known, since, verified, grounds, exempt }): EligibilityFacts => {
    const stated = known ? seen('ELSEWHERE' as const, 'h') : hukou;
    return {
      ...(stated === undefined ? {} : { hukou: stated }),
      residence: [stay(addDays(today, -since), verified ? {} : { state: 'DECLARED' })],
      grounds: grounds.map(({ ground, value, confirmed }) => ({
        ground,
        fact: confirmed ? seen(value, 'g') : said(value, 'g'),
      })),
      exemptions: exempt === undefined ? [] : [exempt ? seen('TALENT', 't') : said('TALENT', 't')],
    };
  });

  test('is never met on an unconfirmed fact: without them nothing that was met is lost', () => {
    assert(
      property(facts, (all) => {
        const { hukou } = all;
        const confirmed: EligibilityFacts = {
          ...(hukou?.standing === 'CONFIRMED' ? { hukou } : {}),
          residence: all.residence.filter(({ state }) => state !== 'DECLARED'),
          grounds: all.grounds.filter(({ fact }) => fact.standing === 'CONFIRMED'),
          exemptions: all.exemptions.filter(({ standing }) => standing === 'CONFIRMED'),
        };
        const [full, bare] = [decideEligibility(all, asked), decideEligibility(confirmed, asked)];
        return full.conditions.every(({ outcome }, index) => {
          return (outcome === 'met') === (bare.conditions[index]?.outcome === 'met');
        });
      }),
    );
  });

  test('says what would change every condition that is not met, and nothing for one that is', () => {
    assert(
      property(facts, (all) => {
        const { conditions, verdict } = decideEligibility(all, asked);
        const met = conditions.every(({ outcome }) => outcome === 'met');
        return (
          (verdict === 'eligible') === met &&
          conditions.every(({ outcome, changes }) => (outcome === 'met') === (changes.length === 0))
        );
      }),
    );
  });

  test('is met by waiting until the day that it names, everything else confirmed', () => {
    assert(
      property(integer({ min: 0, max: 400 }), (since) => {
        const person = { ...worker, residence: [stay(addDays(today, -since))] };
        const change = decideEligibility(person, asked).conditions[1]?.changes[0];
        if (change === undefined) return true;
        return (
          change.kind === 'WAIT_UNTIL' &&
          compareDates(change.on, today) > 0 &&
          decideEligibility(person, { ...asked, today: change.on }).verdict === 'eligible' &&
          decideEligibility(person, { ...asked, today: addDays(change.on, -1) }).verdict === 'not-eligible'
        );
      }),
    );
  });
});

describe('the service class', () => {
  const settled: EligibilityFacts = {
    ...worker,
    residence: [stay('2023-06-15')],
    grounds: [...worker.grounds, { ground: 2, fact: seen(true, 'lease') }],
  };
  const proposedFor = (facts: EligibilityFacts) => proposeServiceClass(facts, asked).proposed;

  test('is the first whose published criteria are met', () => {
    expect(proposedFor({ ...settled, exemptions: [seen('INVESTOR', 'deed')] })).toBe(1);
    expect(proposedFor(settled)).toBe(2);
    expect(proposedFor({ ...settled, residence: [stay('2023-06-16')] })).toBe(3);
    expect(proposedFor({ ...settled, exemptions: [said('INVESTOR', 'deed')] })).toBe(2);
  });

  test('explains every class: what was not met, and what would change it', () => {
    const { classes, appealable, ruleVersion } = proposeServiceClass(
      { ...worker, residence: [stay('2023-06-16')], exemptions: [said('TALENT', 'certificate')] },
      asked,
    );
    expect([appealable, ruleVersion]).toEqual([true, '800000/2026-1']);
    expect(classes.map(({ outcome }) => outcome)).toEqual(['unknown', 'not-met', 'met']);
    expect(classes[0]?.criteria[0]).toMatchObject({ changes: [{ kind: 'CONFIRM', fact: 'EXEMPTION' }] });
    expect(classes[1]?.criteria.map(({ changes }) => changes)).toEqual([
      [{ kind: 'WAIT_UNTIL', on: '2026-06-16' }],
      [],
      [{ kind: 'BRING_GROUNDS', anyOf: [2], missing: 1 }],
    ]);
    expect(proposeServiceClass({ ...worker, residence: [] }, asked).classes[1]?.criteria[0]?.changes).toEqual([
      { kind: 'REGISTER_RESIDENCE' },
    ]);
  });

  test('is confirmed by a person, who gives a reason for another one', () => {
    const proposal = proposeServiceClass(settled, asked);
    const choice = { serviceClass: 2, confirmedBy: 'reviewer' } as const;
    expect(confirmServiceClass(proposal, choice)).toEqual({
      ok: true,
      value: { ...choice, ruleVersion: '800000/2026-1' },
    });
    expect(confirmServiceClass(proposal, { ...choice, serviceClass: 3 })).toMatchObject({ refusal: 'reason-missing' });
    expect(confirmServiceClass(proposal, { ...choice, serviceClass: 3, reason: 'job ended' })).toMatchObject({
      ok: true,
    });
  });

  test('is none where the policy has no rule that is met', () => {
    const rules = DEFAULT_POLICY.serviceClasses.rules.slice(0, 1);
    const proposal = proposeServiceClass(worker, { today, policy: { ...DEFAULT_POLICY, serviceClasses: { rules } } });
    expect(proposal.proposed).toBeUndefined();
    const choice = { serviceClass: 2, confirmedBy: 'reviewer', reason: 'r' } as const;
    expect(confirmServiceClass(proposal, choice)).toMatchObject({ refusal: 'class-unknown' });
  });
});
