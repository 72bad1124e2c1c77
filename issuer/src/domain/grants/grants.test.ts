import { DEFAULT_KINDS } from '@residence-permit/shared/entitlements';
import { addDays, compareDates, parsePlainDate } from '@residence-permit/shared/plain-date';
import type { Grant } from '@residence-permit/shared/records';
import { array, assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approveGrant, carryGrant, type GrantInstruction, grantStateOn, nextVersion, proposeGrant } from './index.ts';

const day = parsePlainDate;
const today = day('2026-06-15');
const dates = { from: day('2026-01-01'), through: day('2026-12-31') };
const context = {
  catalogue: { version: 3, kinds: DEFAULT_KINDS },
  permitState: 'IN_FORCE',
  enteredBy: 'clerk',
  today,
} as const;
const order = (grantor: string, grant: Omit<Grant, 'id' | 'from' | 'through'>): GrantInstruction => ({
  grantor,
  reference: 'r-1',
  grant: { ...dates, ...grant },
});

describe('a proposal', () => {
  test('follows the published catalogue', () => {
    const instruction = order('culture', { kind: 'sports-ground', limit: 8, period: 30 });
    expect(proposeGrant(instruction, context)).toMatchObject({
      ok: true,
      value: { instruction, catalogueVersion: 3, enteredBy: 'clerk', kind: { id: 'sports-ground' } },
    });
  });

  test.each([
    [order('health', { kind: 'telescope' }), 'kind-unknown'],
    [order('labour', { kind: 'health' }), 'not-grantors-kind'],
    [order('labour', { kind: 'skills-training' }), 'limit-missing'],
    [order('labour', { kind: 'skills-training', limit: 0 }), 'limit-missing'],
    [order('labour', { kind: 'skills-training', limit: 70_000 }), 'limit-missing'],
    [order('labour', { kind: 'exam-voucher', limit: 2 }), 'one-use-only'],
    [order('culture', { kind: 'sports-ground', limit: 8 }), 'period-missing'],
    [order('labour', { kind: 'skills-training', limit: 8, period: 30 }), 'period-not-wanted'],
    [order('health', { kind: 'health', limit: 1 }), 'limit-not-wanted'],
    [order('housing', { kind: 'rental-housing' }), 'grade-missing'],
    [order('housing', { kind: 'rental-housing', grade: 256 }), 'grade-missing'],
    [order('health', { kind: 'health', grade: 2 }), 'grade-not-wanted'],
  ] as const)('of %j is refused: %s', (instruction, refusal) => {
    expect(proposeGrant(instruction, context)).toEqual({ ok: false, refusal });
  });

  test('is refused for days that are over or reversed, and for a permit that ended', () => {
    const instruction = order('health', { kind: 'health' });
    const on = (change: Partial<Grant>) => ({ ...instruction, grant: { ...instruction.grant, ...change } });
    expect(proposeGrant(on({ through: day('2026-06-14') }), context)).toMatchObject({ refusal: 'already-over' });
    expect(proposeGrant(on({ through: day('2025-12-31') }), context)).toMatchObject({ refusal: 'days-reversed' });
    const ended = { ...context, permitState: 'TERMINATED' } as const;
    expect(proposeGrant(instruction, ended)).toMatchObject({ refusal: 'permit-terminated' });
  });

  test('is approved by a second person, once', () => {
    const proposal = { state: 'PROPOSED', enteredBy: 'clerk', permitState: 'IN_FORCE' } as const;
    expect(approveGrant(proposal, 'supervisor')).toEqual({ ok: true, value: 'GRANTED' });
    expect(approveGrant(proposal, 'clerk')).toMatchObject({ refusal: 'same-person' });
    expect(approveGrant({ ...proposal, state: 'GRANTED' }, 'supervisor')).toMatchObject({ refusal: 'not-proposed' });
    const ended = { ...proposal, permitState: 'TERMINATED' } as const;
    expect(approveGrant(ended, 'supervisor')).toMatchObject({ refusal: 'permit-terminated' });
  });
});

describe('a grant on a replacement card', () => {
  const id = new Uint8Array(8);
  const remainderId = new Uint8Array(8).fill(1);
  const carry = (grant: Grant, ...used: readonly number[]) =>
    carryGrant(grant, { settled: new Map(used.entries()), today, remainderId });

  test('that counts nothing, or of which nothing was used, goes as it is', () => {
    const status: Grant = { id, kind: 'health', ...dates };
    expect(carry(status, 3)).toEqual([status]);
    const unused: Grant = { id, kind: 'skills-training', ...dates, limit: 8 };
    expect(carry(unused)).toEqual([unused]);
    const future: Grant = { ...unused, from: day('2026-07-01') };
    expect(carry(future, 3)).toEqual([future]);
  });

  test('goes with what is left of its limit, and not at all when nothing is', () => {
    const grant: Grant = { id, kind: 'skills-training', ...dates, limit: 8 };
    expect(carry(grant, 3)).toEqual([{ ...grant, limit: 5 }]);
    expect(carry(grant, 8)).toEqual([]);
    expect(carry(grant, 9)).toEqual([]);
    expect(carry({ ...grant, through: day('2026-06-14') }, 3)).toEqual([]);
  });

  test('of many periods goes in two: the rest of this period, and the whole limit from the next', () => {
    const grant: Grant = { id, kind: 'sports-ground', ...dates, limit: 8, period: 30 };
    expect(carry(grant, 0, 0, 0, 0, 0, 3)).toEqual([
      { id: remainderId, kind: 'sports-ground', from: '2026-06-15', through: '2026-06-29', limit: 5 },
      { ...grant, from: '2026-06-30' },
    ]);
    expect(carry(grant, 0, 0, 0, 0, 0, 8)).toEqual([{ ...grant, from: '2026-06-30' }]);
    expect(carry({ ...grant, through: day('2026-06-20') }, 0, 0, 0, 0, 0, 3)).toEqual([
      { id: remainderId, kind: 'sports-ground', from: '2026-06-15', through: '2026-06-20', limit: 5 },
    ]);
  });

  test('allows in this period exactly what was left, and never two grants on one day', () => {
    const limits = integer({ min: 1, max: 20 });
    assert(
      property(
        limits,
        integer({ min: 0, max: 60 }),
        array(integer({ min: 0, max: 25 }), { maxLength: 200 }),
        (limit, period, used) => {
          const grant: Grant = { id, kind: 'k', ...dates, limit, ...(period === 0 ? {} : { period }) };
          const carried = carry(grant, ...used);
          const on = (at: typeof today) =>
            carried.filter(({ from, through }) => compareDates(from, at) <= 0 && compareDates(at, through) <= 0);
          const running = period === 0 ? 0 : Math.floor(165 / period); // 2026-06-15 is day 165 of the grant
          const left = Math.max(0, limit - (used[running] ?? 0));
          const allowed = on(today).reduce((sum, found) => sum + (found.limit ?? 0), 0);
          if (allowed !== left) return false;
          for (let at = today; compareDates(at, dates.through) <= 0; at = addDays(at, 1))
            if (on(at).length > 1) return false;
          return true;
        },
      ),
    );
  });

  test('has a version above every one that any card of the permit may hold', () => {
    const known = [
      { dataGroup: 21, grantor: 'culture', version: 4 },
      { dataGroup: 21, grantor: 'culture', version: 7 },
      { dataGroup: 21, grantor: 'transport', version: 9 },
    ];
    expect(nextVersion({ dataGroup: 21, grantor: 'culture' }, known)).toBe(8);
    expect(nextVersion({ dataGroup: 18, grantor: 'health' }, known)).toBe(1);
  });
});

describe('the state of a grant on a day', () => {
  const kind = { survivesSuspension: false };
  const grant = { ...dates, kind, state: 'ACTIVE' } as const;

  test.each([
    [{}, {}, 'ACTIVE'],
    [{ state: 'GRANTED' }, {}, 'ACTIVE'],
    [{ state: 'GRANTED', from: day('2026-06-16') }, {}, 'GRANTED'],
    [{ through: day('2026-06-14') }, {}, 'EXPIRED'],
    [{}, { permitState: 'SUSPENDED' }, 'SUSPENDED'],
    [{ kind: { survivesSuspension: true } }, { permitState: 'SUSPENDED' }, 'ACTIVE'],
    [{}, { permitState: 'TERMINATED' }, 'REVOKED'],
    [{ state: 'PROPOSED' }, { permitState: 'SUSPENDED' }, 'PROPOSED'],
    [{ state: 'EXHAUSTED' }, {}, 'EXHAUSTED'],
  ] as const)('%j, %j: %s', (change, when, state) => {
    expect(grantStateOn({ ...grant, ...change }, { permitState: 'IN_FORCE', today, ...when })).toBe(state);
  });
});
