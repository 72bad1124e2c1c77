import {
  addDays,
  addMonths,
  compareDates,
  fromEpochDays,
  parsePlainDate,
  toEpochDays,
} from '@residence-permit/shared/plain-date';
import { array, assert, integer, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY } from '../policy/index.ts';
import {
  continuousResidence,
  decideDeclaration,
  decideEnd,
  decideVerification,
  isVerified,
  lastDayBefore,
  mayReport,
  type ResidenceInterval,
  reportLateness,
  wholeMonths,
} from './index.ts';

const day = parsePlainDate;
const fromArrival = { maxGapDays: 0, countFrom: 'ARRIVAL' } as const;
const stay = (id: string, from: string, through?: string): ResidenceInterval => ({
  id,
  state: through === undefined ? 'CURRENT' : 'ENDED',
  from: day(from),
  registeredOn: day(from),
  evidenceId: `paper-${id}`,
  ...(through === undefined ? {} : { through: day(through) }),
});
const residence = (intervals: readonly ResidenceInterval[], today: string, maxGapDays = 0) =>
  continuousResidence(intervals, { today: day(today), rules: { ...fromArrival, maxGapDays } });

describe('whole months', () => {
  test.each([
    ['2026-01-01', '2026-06-30', 5],
    ['2026-01-01', '2026-07-01', 6],
    ['2025-08-31', '2026-02-28', 6],
    ['2024-02-29', '2025-02-28', 12],
    ['2026-03-02', '2026-03-01', 0],
  ])('from %s to %s: %i', (from, to, months) => {
    expect(wholeMonths(day(from), day(to))).toBe(months);
  });

  test('are the most that can be added without passing the day', () => {
    const days = integer({ min: 10_000, max: 40_000 }).map(fromEpochDays);
    assert(
      property(days, days, (a, b) => {
        const [from, to] = compareDates(a, b) <= 0 ? [a, b] : [b, a];
        const months = wholeMonths(from, to);
        return compareDates(addMonths(from, months), to) <= 0 && compareDates(addMonths(from, months + 1), to) > 0;
      }),
    );
  });
});

describe('continuous residence', () => {
  test('joins stays that touch or overlap', () => {
    const found = residence(
      [stay('c', '2026-05-01'), stay('a', '2025-11-10', '2026-02-28'), stay('b', '2026-03-01', '2026-05-20')],
      '2026-06-15',
    );
    expect(found).toMatchObject({ since: '2025-11-10', months: 7, intervals: ['a', 'b', 'c'], gaps: [] });
    expect(found.reachedOn(6)).toBe('2026-05-10');
  });

  test('begins anew after a gap, and keeps the gap', () => {
    const found = residence([stay('a', '2025-01-01', '2025-12-31'), stay('b', '2026-01-03')], '2026-06-15');
    expect(found).toMatchObject({ since: '2026-01-03', months: 5, intervals: ['b'] });
    expect(found.gaps).toEqual([{ from: '2026-01-01', through: '2026-01-02', days: 2, breaks: true }]);
    expect(found.reachedOn(6)).toBe('2026-07-03');
  });

  test('goes on over a gap that the policy allows, without its days', () => {
    const found = residence([stay('a', '2025-01-01', '2025-12-31'), stay('b', '2026-01-11')], '2026-06-15', 10);
    expect(found).toMatchObject({ since: '2025-01-01', months: 17 });
    expect(found.reachedOn(12)).toBe('2026-01-11');
    expect(found.gaps).toEqual([{ from: '2026-01-01', through: '2026-01-10', days: 10, breaks: false }]);
  });

  test('is none for somebody who left', () => {
    const found = residence([stay('a', '2025-01-01', '2026-06-13')], '2026-06-15');
    expect(found).toMatchObject({ months: 0, intervals: [] });
    expect(found.since).toBeUndefined();
    expect(found.reachedOn(6)).toBeUndefined();
  });

  test('counts from registration where the policy says so', () => {
    const late = { ...stay('a', '2025-01-01'), registeredOn: day('2026-01-01') };
    const rules = { maxGapDays: 0, countFrom: 'REGISTRATION' } as const;
    expect(continuousResidence([late], { today: day('2026-06-15'), rules })).toMatchObject({ months: 5 });
    const neverInTime = { ...late, through: day('2025-06-01') };
    expect(continuousResidence([neverInTime], { today: day('2026-06-15'), rules })).toMatchObject({
      months: 0,
      gaps: [],
    });
  });

  test('does not depend on the order, covers every day since its first, and reaches its months when it says', () => {
    const stays = array(record({ start: integer({ min: 0, max: 400 }), length: integer({ min: 0, max: 200 }) }), {
      maxLength: 6,
    });
    const base = toEpochDays(day('2025-01-01'));
    assert(
      property(stays, integer({ min: 0, max: 30 }), (list, maxGapDays) => {
        const today = day('2026-06-15');
        const intervals = list.map(({ start, length }, index) =>
          stay(String(index), fromEpochDays(base + start), fromEpochDays(base + start + length)),
        );
        const options = { today, rules: { ...fromArrival, maxGapDays } };
        const found = continuousResidence(intervals, options);
        const turned = continuousResidence(intervals.toReversed(), options);
        const { since } = found;
        if (since === undefined) return found.months === 0 && turned.since === undefined;
        const kept = found.gaps.filter((gap) => !gap.breaks && compareDates(gap.from, since) >= 0);
        for (let at = since; compareDates(at, today) < 0; at = addDays(at, 1)) {
          const lived = intervals.some(
            ({ from, through = today }) => compareDates(from, at) <= 0 && compareDates(at, through) <= 0,
          );
          const inGap = kept.some(({ from, through }) => compareDates(from, at) <= 0 && compareDates(at, through) <= 0);
          const sinceLast = intervals.every(({ through = today }) => compareDates(through, at) < 0);
          if (!lived && !inGap && !sinceLast) return false;
        }
        const full = found.reachedOn(found.months);
        const notYet = found.reachedOn(found.months + 1);
        return (
          turned.since === since &&
          turned.months === found.months &&
          notYet !== undefined &&
          compareDates(notYet, today) > 0 &&
          (found.months === 0 || (full !== undefined && compareDates(full, today) <= 0))
        );
      }),
    );
  });
});

describe('a declaration of residence', () => {
  const declaration = { id: 'n', from: day('2026-03-06'), declaredOn: day('2026-03-11'), evidenceId: 'lease' };

  test('is in time within three working days of arrival and late from the fourth, and counts all the same', () => {
    expect(decideDeclaration(declaration, [], DEFAULT_POLICY)).toEqual({
      ok: true,
      value: {
        interval: {
          id: 'n',
          state: 'DECLARED',
          from: '2026-03-06',
          registeredOn: '2026-03-11',
          evidenceId: 'lease',
        },
        dueOn: '2026-03-11',
        late: false,
      },
    });
    const late = { ...declaration, declaredOn: day('2026-03-12') };
    expect(decideDeclaration(late, [], DEFAULT_POLICY)).toMatchObject({ ok: true, value: { late: true } });
  });

  test.each([
    [{ through: day('2026-03-05') }, 'days-reversed'],
    [{ from: day('2026-03-12') }, 'in-future'],
    [{ through: day('2026-03-07') }, 'stay-too-short'],
  ])('with %j is refused: %s', (change, refusal) => {
    expect(decideDeclaration({ ...declaration, ...change }, [], DEFAULT_POLICY)).toEqual({ ok: false, refusal });
  });

  test('is refused while another stay is open, unless it lies in the past', () => {
    const known = [stay('a', '2025-01-01')];
    expect(decideDeclaration(declaration, known, DEFAULT_POLICY)).toMatchObject({ refusal: 'another-is-open' });
    const past = { ...declaration, through: day('2026-03-10') };
    expect(decideDeclaration(past, known, DEFAULT_POLICY)).toMatchObject({ ok: true });
  });

  test('is verified on its paper, and is over at once when it was over', () => {
    const declared = { ...stay('a', '2026-01-01'), state: 'DECLARED' } as const;
    const today = day('2026-03-11');
    const states = (interval: ResidenceInterval) => {
      const verified = decideVerification(interval, today);
      return verified.ok ? verified.value.map(({ state }) => state) : verified.refusal;
    };
    expect(states(declared)).toEqual(['VERIFIED', 'CURRENT']);
    expect(states({ ...declared, through: day('2026-02-01') })).toEqual(['VERIFIED', 'ENDED']);
    expect(states({ ...declared, through: today })).toEqual(['VERIFIED', 'CURRENT']);
    expect(states(stay('a', '2026-01-01'))).toBe('not-declared');
    const { evidenceId: paper, ...bare } = declared;
    expect(paper).toBe('paper-a');
    expect(states(bare)).toBe('evidence-missing');
    expect([declared, stay('a', '2026-01-01')].map(isVerified)).toEqual([false, true]);
  });
});

describe('the end of a stay', () => {
  const open = stay('a', '2026-01-01');
  const end = { through: day('2026-03-10'), state: 'CHANGED', today: day('2026-03-11') } as const;

  test('leaves no day out when the next dwelling follows', () => {
    expect(lastDayBefore(day('2026-03-11'))).toBe('2026-03-10');
    const ended = decideEnd(open, end);
    if (!ended.ok) throw new Error(ended.refusal);
    expect(residence([ended.value, stay('b', '2026-03-11')], '2026-07-01')).toMatchObject({ months: 6, gaps: [] });
  });

  test.each([
    [open, { through: day('2026-03-12') }, 'in-future'],
    [open, { through: day('2025-12-31') }, 'before-arrival'],
    [stay('a', '2026-01-01', '2026-02-01'), {}, 'not-open'],
  ])('is refused: %#', (interval, change, refusal) => {
    expect(decideEnd(interval, { ...end, ...change })).toEqual({ ok: false, refusal });
  });
});

describe('a report of a third party', () => {
  test('is late from the fourth working day on', () => {
    const happenedOn = day('2026-09-30'); // the holidays of October follow
    expect(reportLateness({ happenedOn, receivedOn: day('2026-10-10') }, DEFAULT_POLICY)).toEqual({
      dueOn: '2026-10-10',
      late: false,
    });
    expect(reportLateness({ happenedOn, receivedOn: day('2026-10-11') }, DEFAULT_POLICY).late).toBe(true);
  });

  test('is filed by those who can know', () => {
    expect(mayReport('EMPLOYER', 'JOB_END')).toBe(true);
    expect(mayReport('LANDLORD', 'JOB_END')).toBe(false);
    expect(mayReport('AGENT', 'LEASE_START')).toBe(true);
    expect(mayReport('SCHOOL', 'LEASE_START')).toBe(false);
  });
});
