import { addDays, fromEpochDays, parsePlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import { assert, constantFrom, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY, EVIDENCE_TYPES, RECORD_CLASSES, RETENTION_STARTS } from '../policy/index.ts';
import { type Kept, keepUntil, ruleFor } from './index.ts';

const day = parsePlainDate;
const policy = DEFAULT_POLICY.retention;
const portrait: Kept = { kind: 'EVIDENCE', type: 'PORTRAIT' };
const closed = { days: { CASE_CLOSED: day('2026-03-01') }, onHold: 'FREE', policy } as const;

describe('retention', () => {
  test('keeps a thing through its last day and deletes it from the next', () => {
    expect(keepUntil(portrait, { ...closed, today: day('2026-03-31') })).toEqual({
      kind: 'KEEP',
      through: '2026-03-31',
    });
    expect(keepUntil(portrait, { ...closed, today: day('2026-04-01') })).toEqual({
      kind: 'DELETE',
      since: '2026-04-01',
    });
  });

  test('does not begin before its day has come, and never runs under a hold', () => {
    const today = day('2030-01-01');
    expect(keepUntil(portrait, { ...closed, days: {}, today })).toEqual({ kind: 'OPEN' });
    expect(keepUntil(portrait, { ...closed, onHold: 'ON_HOLD', today })).toEqual({ kind: 'HELD' });
  });

  test('has a rule with its clause for every paper and every record', () => {
    for (const type of EVIDENCE_TYPES) expect(ruleFor({ kind: 'EVIDENCE', type }, policy).clause).not.toBe('');
    for (const record of RECORD_CLASSES) expect(ruleFor({ kind: 'RECORD', record }, policy).clause).not.toBe('');
  });

  test('never takes back a deletion as days go by', () => {
    const kept = constantFrom<Kept[]>(
      ...EVIDENCE_TYPES.map((type): Kept => ({ kind: 'EVIDENCE', type })),
      ...RECORD_CLASSES.map((record): Kept => ({ kind: 'RECORD', record })),
    );
    const start = toEpochDays(day('2020-01-01'));
    const offsets = integer({ min: 0, max: 6000 });
    assert(
      property(kept, offsets, offsets, (thing, at, more) => {
        const days = Object.fromEntries(RETENTION_STARTS.map((from) => [from, day('2020-01-01')]));
        const today = fromEpochDays(start + at);
        const first = keepUntil(thing, { ...closed, days, today });
        const later = keepUntil(thing, { ...closed, days, today: addDays(today, more) });
        return first.kind === 'DELETE' ? later.kind === 'DELETE' : first.kind === 'KEEP';
      }),
    );
  });
});
