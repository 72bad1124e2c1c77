import { addDays, compareDates, fromEpochDays, parsePlainDate } from '@residence-permit/shared/plain-date';
import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { movesOf, statesOf } from '../lifecycles/index.ts';
import { DEFAULT_POLICY } from '../policy/index.ts';
import {
  addWorkingDays,
  type CaseClock,
  changeNotice,
  type ClockRules,
  collectableThrough,
  countWorkingDays,
  decideExtension,
  extendedUntil,
  isWorkingDay,
  readClock,
  remedyTerms,
  resumeClock,
  stopClock,
  supplementDueOn,
  whoseTurn,
} from './index.ts';

const day = parsePlainDate;
const { calendar, clock, terms } = DEFAULT_POLICY;
const calendarDays: ClockRules = { clock, calendar };
const workingDays: ClockRules = { clock: { ...clock, calendar: 'working' }, calendar };
const days = integer({ min: 15_000, max: 40_000 }).map(fromEpochDays);

describe('working days', () => {
  test.each([
    ['2026-03-02', true], // Monday
    ['2026-03-07', false], // Saturday
    ['2026-03-08', false], // Sunday
    ['2026-10-01', false], // holiday
    ['2026-10-10', true], // Saturday that is worked
    ['1969-12-31', true], // Wednesday before the epoch
    ['1969-12-28', false], // Sunday before the epoch
  ])('%s: %s', (on, working) => {
    expect(isWorkingDay(day(on), calendar)).toBe(working);
  });

  test('are counted from the day after, over weekends and holidays', () => {
    expect(addWorkingDays(day('2026-09-30'), 1, calendar)).toBe('2026-10-08');
    expect(addWorkingDays(day('2026-03-06'), 3, calendar)).toBe('2026-03-11');
    expect(addWorkingDays(day('2026-03-07'), 0, calendar)).toBe('2026-03-07');
  });

  test('add up, and each is a working day', () => {
    const counts = integer({ min: 0, max: 12 });
    assert(
      property(days, counts, counts, (from, first, second) => {
        const end = addWorkingDays(from, first + second, calendar);
        const twice = addWorkingDays(addWorkingDays(from, first, calendar), second, calendar);
        return end === twice && (first + second === 0 || isWorkingDay(end, calendar));
      }),
    );
  });

  test('are counted as they were added', () => {
    assert(
      property(
        days,
        integer({ min: 0, max: 30 }),
        (from, count) => countWorkingDays(from, addWorkingDays(from, count, calendar), calendar) === count,
      ),
    );
  });

  test('are refused for a count that is none, and in a calendar that has none', () => {
    expect(() => addWorkingDays(day('2026-03-02'), -1, calendar)).toThrow(RangeError);
    expect(() => addWorkingDays(day('2026-03-02'), 0.5, calendar)).toThrow(RangeError);
    const holidays = Array.from({ length: 400 }, (_, index) => addDays(day('2026-03-02'), index));
    expect(() => addWorkingDays(day('2026-03-02'), 1, { holidays, workedWeekendDays: [] })).toThrow(RangeError);
  });
});

describe('the clock of a case that was extended', () => {
  test.each([
    ['calendar', calendarDays],
    ['working', workingDays],
  ] as const)('is the same one when it is told from its last day, in %s days', (_which, rules) => {
    const acceptedOn = day('2026-09-21');
    const asked = { days: rules.clock.maxDays, ground: rules.clock.extensionGrounds[0]?.id ?? '', today: acceptedOn };
    const extended = decideExtension({ acceptedOn }, asked, rules);
    expect(extended.ok).toBe(true);
    if (!extended.ok) return;
    const { dueOn } = readClock(extended.value, acceptedOn, rules);
    expect(extendedUntil(acceptedOn, { dueOn, ground: asked.ground }, rules)).toEqual(extended.value);
  });
});

describe('the clock of a case', () => {
  const accepted: CaseClock = { acceptedOn: day('2026-03-02') };

  test('runs fifteen days from the day after acceptance, the last of them in time', () => {
    expect(readClock(accepted, day('2026-03-02'), calendarDays)).toEqual({
      dueOn: '2026-03-17',
      latestOn: '2026-04-01',
      daysLeft: 15,
      state: 'RUNNING',
    });
    expect(readClock(accepted, day('2026-03-17'), calendarDays)).toMatchObject({ daysLeft: 0, state: 'RUNNING' });
    expect(readClock(accepted, day('2026-03-18'), calendarDays)).toMatchObject({ daysLeft: -1, state: 'OVERDUE' });
  });

  test('runs in working days where the policy says so', () => {
    expect(readClock(accepted, day('2026-03-02'), workingDays).dueOn).toBe('2026-03-23');
  });

  test('keeps what it said when it stopped, and runs on when the card has to be made again', () => {
    const inTime = stopClock(accepted, day('2026-03-17'));
    expect(readClock(inTime, day('2026-05-01'), calendarDays).state).toBe('STOPPED_IN_TIME');
    expect(readClock(stopClock(accepted, day('2026-03-18')), day('2026-05-01'), calendarDays)).toMatchObject({
      state: 'STOPPED_LATE',
      daysLeft: -1,
    });
    expect(readClock(resumeClock(inTime), day('2026-05-01'), calendarDays).state).toBe('OVERDUE');
    expect(() => stopClock(accepted, day('2026-03-01'))).toThrow(RangeError);
  });

  test('is extended once, with a stated ground, to thirty days at most', () => {
    const asked = { days: 30, ground: 'REMOTE_AREA', today: day('2026-03-17') };
    const extended = decideExtension(accepted, asked, calendarDays);
    if (!extended.ok) throw new Error(extended.refusal);
    expect(readClock(extended.value, asked.today, calendarDays).dueOn).toBe('2026-04-01');
    expect(decideExtension(extended.value, asked, calendarDays)).toMatchObject({ refusal: 'already-extended' });
  });

  test.each([
    [{ ground: 'BUSY' }, 'ground-unknown'],
    [{ ground: '' }, 'ground-unknown'],
    [{ days: 31 }, 'beyond-maximum'],
    [{ days: 15 }, 'not-longer'],
    [{ days: 20.5 }, 'not-longer'],
    [{ today: day('2026-03-18') }, 'overdue'],
  ])('is not extended when %j: %s', (change, refusal) => {
    const asked = { days: 30, ground: 'REMOTE_AREA', today: day('2026-03-10'), ...change };
    expect(decideExtension(accepted, asked, calendarDays)).toEqual({ ok: false, refusal });
  });

  test('is not extended after it stopped', () => {
    const asked = { days: 30, ground: 'REMOTE_AREA', today: day('2026-03-10') };
    const stopped = stopClock(accepted, day('2026-03-09'));
    expect(decideExtension(stopped, asked, calendarDays)).toMatchObject({ refusal: 'clock-stopped' });
  });

  test('is never due after its latest day, in either calendar and however it is extended', () => {
    const rules = constantFrom(calendarDays, workingDays);
    assert(
      property(days, integer({ min: -5, max: 60 }), rules, (acceptedOn, asked, by) => {
        const start: CaseClock = { acceptedOn };
        const extended = decideExtension(start, { days: asked, ground: 'SPECIAL_CASE', today: acceptedOn }, by);
        const { dueOn, latestOn } = readClock(extended.ok ? extended.value : start, acceptedOn, by);
        return compareDates(dueOn, latestOn) <= 0 && compareDates(acceptedOn, dueOn) < 0;
      }),
    );
  });
});

describe('whom a case waits for', () => {
  test('is the office in every state that follows acceptance until the card is ready or refused', () => {
    for (const state of ['ACCEPTED', 'IN_REVIEW', 'APPROVED', 'IN_PRODUCTION', 'QUALITY_CHECK'] as const) {
      expect(whoseTurn(state)).toBe('OFFICE');
    }
    expect(whoseTurn('SUPPLEMENT_REQUESTED')).toBe('APPLICANT');
  });

  test('is nobody exactly when the case has come to its end', () => {
    for (const state of statesOf('APPLICATION')) {
      expect(whoseTurn(state) === 'NOBODY').toBe(movesOf('APPLICATION', state).length === 0);
    }
  });
});

describe('other terms', () => {
  test('follow the policy', () => {
    expect(supplementDueOn(day('2026-03-02'), terms)).toBe('2026-04-01');
    expect(collectableThrough(day('2026-03-02'), terms)).toBe('2026-08-29');
    expect(remedyTerms(day('2026-08-31'), terms)).toEqual({ reconsiderationBy: '2026-10-30', lawsuitBy: '2027-02-28' });
  });

  test('a change is told in time on the tenth day and late on the eleventh', () => {
    const changedOn = day('2026-03-02');
    expect(changeNotice({ changedOn, toldOn: day('2026-03-12') }, terms)).toEqual({ dueOn: '2026-03-12', late: false });
    expect(changeNotice({ changedOn, toldOn: day('2026-03-13') }, terms).late).toBe(true);
  });
});
