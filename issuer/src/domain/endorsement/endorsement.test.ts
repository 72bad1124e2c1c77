import { addDays, compareDates, fromEpochDays, parsePlainDate } from '@residence-permit/shared/plain-date';
import { array, assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideEndorsement, DECREE_RULES } from '../../live-card/decide-endorsement.ts';
import type { Eligibility } from '../eligibility/index.ts';
import { DEFAULT_POLICY } from '../policy/index.ts';
import {
  afterRefusal,
  anchorBehind,
  anchorDay,
  countResidence,
  decideRenewal,
  DECREE_WINDOW,
  dueReminder,
  effectOfEndorsing,
  planFirst,
  planNext,
  readWindow,
  reminderDays,
  renewalReasons,
} from './index.ts';

const day = parsePlainDate;
const policy = DEFAULT_POLICY.endorsement;
const exclusive = { windowMonths: 1, dueDay: 'EXCLUSIVE' } as const;
const days = integer({ min: 16_000, max: 32_000 }).map(fromEpochDays);
const rulesOf = record({
  windowMonths: integer({ min: 1, max: 11 }),
  dueDay: constantFrom('INCLUSIVE' as const, 'EXCLUSIVE' as const),
});
const timing = (through: string, today: string, rules: typeof exclusive | typeof DECREE_WINDOW = DECREE_WINDOW) =>
  readWindow(day(through), { today: day(today), rules }).timing;

describe('the window', () => {
  test('is the month before the due day, the due day included', () => {
    expect(readWindow(day('2026-06-14'), { today: day('2026-05-14'), rules: DECREE_WINDOW })).toEqual({
      opensOn: '2026-05-14',
      endorsedThrough: '2026-06-14',
      timing: 'IN_TIME',
    });
    expect(timing('2026-06-14', '2026-05-13')).toBe('EARLY');
    expect(timing('2026-06-14', '2026-06-14')).toBe('IN_TIME');
    expect(timing('2026-06-14', '2026-06-15')).toBe('LATE');
  });

  test('ends on the day before the due day where the policy leaves that day out', () => {
    const first = planFirst(day('2025-06-15'), { today: day('2025-06-15'), rules: exclusive });
    expect(first.endorsedThrough).toBe('2026-06-13');
    expect(readWindow(day('2026-06-13'), { today: day('2026-05-14'), rules: exclusive }).opensOn).toBe('2026-05-14');
    expect(timing('2026-06-13', '2026-06-14', exclusive)).toBe('LATE');
  });

  test('opens on the last day of a shorter month', () => {
    expect(timing('2027-03-31', '2027-02-27')).toBe('EARLY');
    expect(timing('2027-03-31', '2027-02-28')).toBe('IN_TIME');
  });

  test('counts from residence or from issue, as the policy says', () => {
    const both = { residentSince: day('2022-09-01'), issuedOn: day('2025-08-10') };
    expect(anchorDay('RESIDENCE', both)).toBe('2022-09-01');
    expect(anchorDay('ISSUE_DATE', both)).toBe('2025-08-10');
    const today = day('2025-07-10');
    expect(planFirst(both.residentSince, { today, rules: DECREE_WINDOW }).endorsedThrough).toBe('2025-08-31');
    const inWindow = { today: day('2025-08-12'), rules: DECREE_WINDOW };
    expect(planFirst(both.residentSince, inWindow).endorsedThrough).toBe('2026-08-31');
    expect(planFirst(both.issuedOn, inWindow).endorsedThrough).toBe('2026-08-09');
  });

  test('gives 29 February back in the years that have it', () => {
    const anchorOn = day('2027-03-01');
    const next = (endorsedThrough: string) =>
      planNext(
        { anchorOn, endorsedThrough: day(endorsedThrough) },
        { today: day(endorsedThrough), rules: DECREE_WINDOW },
      );
    expect(next('2028-02-29')).toMatchObject({ value: { endorsedThrough: '2029-02-28', timing: 'IN_TIME' } });
    expect(next('2031-02-28')).toMatchObject({ value: { endorsedThrough: '2032-02-29' } });
  });

  test('restores a late one from today on, and counts the years from today', () => {
    const last = { anchorOn: day('2024-06-15'), endorsedThrough: day('2025-06-14') };
    expect(planNext(last, { today: day('2026-02-10'), rules: DECREE_WINDOW })).toEqual({
      ok: true,
      value: { windowFrom: '2026-02-10', endorsedThrough: '2027-02-09', anchorOn: '2026-02-10', timing: 'LATE' },
    });
  });

  test('never shortens, reaches beyond its own window, and is at most a year and a window long', () => {
    assert(
      property(days, days, days, rulesOf, (anchor, endorsedThrough, today, rules) => {
        const latest = anchorBehind(endorsedThrough, rules);
        const anchorOn = compareDates(anchor, latest) > 0 ? latest : anchor;
        const planned = planNext({ anchorOn, endorsedThrough }, { today, rules });
        const reading = readWindow(endorsedThrough, { today, rules });
        if (!planned.ok) return reading.timing === 'EARLY';
        const next = planned.value.endorsedThrough;
        return (
          planned.value.windowFrom === today &&
          compareDates(next, endorsedThrough) > 0 &&
          readWindow(next, { today, rules }).timing === 'EARLY' &&
          compareDates(next, addDays(today, 366 + 31 * rules.windowMonths)) <= 0
        );
      }),
    );
  });

  test('is that of the card that is written to', () => {
    assert(
      property(days, days, (endorsedThrough, today) => {
        const anchorOn = anchorBehind(endorsedThrough, DECREE_WINDOW);
        const planned = planNext({ anchorOn, endorsedThrough }, { today, rules: DECREE_WINDOW });
        const written = decideEndorsement(
          {
            cardNumber: '1000000001',
            permitRef: new Uint8Array(16),
            status: { uri: 's/1', index: 1 },
            standing: 'clear',
            stage: 'active',
            endorsement: { version: 1, windowFrom: endorsedThrough, endorsedThrough },
          },
          { today, rules: DECREE_RULES },
        );
        if (!planned.ok || !written.ok) return planned.ok === written.ok;
        const { windowFrom, endorsedThrough: through } = planned.value;
        return windowFrom === written.value.windowFrom && through === written.value.endorsedThrough;
      }),
    );
  });
});

describe('residence after a lapse', () => {
  const since = day('2022-01-01');
  const lapse = { from: day('2024-01-01'), through: day('2024-03-31') };
  const today = day('2026-01-01');

  test('pauses for its days, or begins anew after it', () => {
    expect(countResidence({ since, lapses: [lapse], today }, 'PAUSE')).toEqual({
      months: 44,
      years: 3,
      daysNotCounted: 91,
    });
    expect(countResidence({ since, lapses: [lapse], today }, 'RESET')).toEqual({
      months: 21,
      years: 1,
      daysNotCounted: 91,
    });
    expect(countResidence({ since, lapses: [], today }, 'RESET').months).toBe(48);
  });

  test('is told beforehand: the lapse, the count to come, and what it would have been in time', () => {
    const counted = { since, lapses: [], today, endorsedThrough: day('2025-11-01') };
    expect(effectOfEndorsing(counted, 'PAUSE')).toEqual({
      lapse: { from: '2025-11-02', through: '2026-01-01' },
      rule: 'PAUSE',
      count: { months: 45, years: 3, daysNotCounted: 61 },
      inTime: { months: 48, years: 4, daysNotCounted: 0 },
      otherRule: { months: 0, years: 0, daysNotCounted: 61 },
    });
    const inTime = effectOfEndorsing({ ...counted, endorsedThrough: today }, 'RESET');
    expect(inTime.lapse).toBeUndefined();
    expect(inTime.count).toEqual(inTime.inTime);
  });

  const lapses = array(
    record({ start: integer({ min: -200, max: 1600 }), length: integer({ min: 0, max: 300 }) }).map(
      ({ start, length }) => ({ from: addDays(since, start), through: addDays(since, start + length) }),
    ),
    { maxLength: 5 },
  );

  test('is never longer under RESET than under PAUSE, nor with a lapse more', () => {
    assert(
      property(lapses, lapses, (some, more) => {
        const count = (list: typeof some, rule: 'PAUSE' | 'RESET') =>
          countResidence({ since, lapses: list, today }, rule).months;
        return (
          count(some, 'RESET') <= count(some, 'PAUSE') &&
          count([...some, ...more], 'PAUSE') <= count(some, 'PAUSE') &&
          count([...some, ...more], 'RESET') <= count(some, 'RESET')
        );
      }),
    );
  });

  test('counts each suspended day once', () => {
    assert(
      property(lapses, (some) => {
        const { daysNotCounted } = countResidence({ since, lapses: some, today }, 'PAUSE');
        let expected = 0;
        for (let at = since; compareDates(at, today) <= 0; at = addDays(at, 1)) {
          const suspended = some.some(
            ({ from, through }) => compareDates(from, at) <= 0 && compareDates(at, through) <= 0,
          );
          if (suspended) expected += 1;
        }
        return daysNotCounted === expected;
      }),
      { numRuns: 30 },
    );
  });
});

describe('the yearly endorsement of a permit', () => {
  const eligible: Eligibility = { verdict: 'eligible', conditions: [], grounds: [], ruleVersion: '800000/2026-1' };
  const request = {
    permit: { state: 'IN_FORCE', anchorOn: day('2025-06-15'), endorsedThrough: day('2026-06-14') },
    residence: { since: day('2024-01-01'), lapses: [] },
    eligibility: eligible,
  } as const;
  const now = { today: day('2026-06-10'), policy };

  test('is given in time, and says what it does', () => {
    expect(decideRenewal(request, now)).toMatchObject({
      ok: true,
      value: {
        windowFrom: '2026-06-10',
        endorsedThrough: '2027-06-14',
        timing: 'IN_TIME',
        before: 'IN_FORCE',
        effect: { rule: 'PAUSE', count: { months: 29 }, inTime: { months: 29 } },
      },
    });
  });

  test('restores a suspended permit', () => {
    expect(decideRenewal(request, { ...now, today: day('2026-08-14') })).toMatchObject({
      value: { timing: 'LATE', before: 'SUSPENDED', effect: { lapse: { from: '2026-06-15' }, count: { months: 29 } } },
    });
  });

  test.each([
    [{ permit: { ...request.permit, state: 'TERMINATED' } }, {}, 'permit-terminated'],
    [{ permit: { ...request.permit, endorsedThrough: undefined } }, {}, 'not-activated'],
    [{}, { today: day('2026-05-13') }, 'too-early'],
    [{ eligibility: { ...eligible, verdict: 'not-eligible' } }, {}, 'not-eligible'],
    [{ eligibility: { ...eligible, verdict: 'undecided' } }, {}, 'eligibility-undecided'],
  ] as const)('is refused: %#', (change, when, refusal) => {
    expect(decideRenewal({ ...request, ...change }, { ...now, ...when })).toEqual({ ok: false, refusal });
  });

  test('is refused with the conditions that are not met, and the policy says what follows', () => {
    const part = { clause: 'c', evidence: [], changes: [] };
    const conditions = [
      { ...part, condition: 'GROUNDS', outcome: 'not-met' },
      { ...part, condition: 'RESIDENCE', outcome: 'unknown' },
    ] as const;
    expect(renewalReasons({ ...eligible, conditions }).map(({ condition }) => condition)).toEqual(['GROUNDS']);
    expect(afterRefusal(policy)).toBe('TERMINATED');
    expect(afterRefusal({ ...policy, onRefusal: 'LEAVE_TO_LAPSE' })).toBe('IN_FORCE');
  });
});

describe('reminders', () => {
  const through = day('2026-06-14');

  test('go out thirty and seven days before the last day', () => {
    expect(reminderDays(through, policy)).toEqual([
      { daysBefore: 30, on: '2026-05-15' },
      { daysBefore: 7, on: '2026-06-07' },
    ]);
  });

  test.each([
    ['2026-05-14', [], undefined],
    ['2026-05-15', [], 30],
    ['2026-05-20', [], 30],
    ['2026-05-20', [30], undefined],
    ['2026-06-08', [], 7],
    ['2026-06-08', [30], 7],
    ['2026-06-14', [30, 7], undefined],
    ['2026-06-15', [], undefined],
  ] as const)('on %s, %j sent: %s', (today, sent, daysBefore) => {
    expect(dueReminder(through, { today: day(today), sent, policy })?.daysBefore).toBe(daysBefore);
  });
});
