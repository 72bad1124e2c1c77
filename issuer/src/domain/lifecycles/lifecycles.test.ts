import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { array, assert, constantFrom, nat, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CardStage, Standing } from '../../register/index.ts';
import {
  agreesWithCore,
  canMove,
  cardStateOf,
  decideMove,
  entriesOf,
  entryRows,
  isDerived,
  isFinal,
  isState,
  lifecycleRows,
  MACHINES,
  movesOf,
  permitStateOn,
  statesOf,
} from './index.ts';

const machines = constantFrom(...MACHINES);
const choices = array(nat(), { maxLength: 40 });

/** Walks a machine from each of its entries, taking the move that each number names. */
function walk(machine: (typeof MACHINES)[number], steps: readonly number[], start = 0): readonly string[] {
  const entries = entriesOf(machine);
  let at: string | undefined = entries[start % entries.length];
  const seen: string[] = [];
  for (const step of steps) {
    if (at === undefined) return seen;
    if (!isState(machine, at)) return [...seen, at];
    seen.push(at);
    const moves: readonly string[] = movesOf(machine, at);
    if (moves.length === 0) return seen;
    at = moves[step % moves.length];
  }
  return seen;
}

describe('every life cycle', () => {
  test.each(MACHINES)('%s names each state that it moves to, and reaches each that it names', (machine) => {
    const states: readonly string[] = statesOf(machine);
    const reached = new Set<string>(entriesOf(machine));
    for (const state of reached) {
      expect(states).toContain(state);
      if (isState(machine, state)) for (const to of movesOf(machine, state)) reached.add(to);
    }
    expect(reached).toEqual(new Set(states));
  });

  test.each(MACHINES)('%s comes to an end from every state', (machine) => {
    // A permit has ended when it is TERMINATED, although an upheld appeal may say that it had not.
    const ends = new Set<string>(
      statesOf(machine).filter((state) => isFinal(machine, state) || String(state) === 'TERMINATED'),
    );
    expect(ends.size).toBeGreaterThan(0);
    for (const _round of statesOf(machine)) {
      for (const state of statesOf(machine)) if (movesOf(machine, state).some((to) => ends.has(to))) ends.add(state);
    }
    expect(ends).toEqual(new Set(statesOf(machine)));
  });

  test('never leaves its table on a walk, and no walk goes on after a final state', () => {
    assert(
      property(machines, choices, nat(), (machine, steps, start) => {
        const seen = walk(machine, steps, start);
        return seen.every((state, index) => {
          if (!isState(machine, state)) return false;
          const next = seen[index + 1];
          if (isFinal(machine, state)) return next === undefined;
          return next === undefined || (isState(machine, next) && canMove(machine, state, next));
        });
      }),
    );
  });

  test('has no move from a state to itself and names none twice', () => {
    for (const machine of MACHINES) {
      for (const state of statesOf(machine)) {
        const moves = movesOf(machine, state);
        expect(moves).not.toContain(state);
        expect(new Set(moves).size).toBe(moves.length);
      }
    }
  });
});

describe('a card', () => {
  const gone = ['REPLACED', 'RETURNED', 'REVOKED', 'SPOILED', 'DESTROYED', 'QUARANTINED'];

  test('that was replaced, returned, revoked or set aside never comes back', () => {
    assert(
      property(choices, (steps) => {
        const seen = walk('CARD', steps);
        const first = seen.findIndex((state) => gone.includes(state));
        return first < 0 || seen.slice(first).every((state) => gone.includes(state));
      }),
    );
  });

  test('is never active without having been checked', () => {
    assert(
      property(choices, (steps) => {
        const seen = walk('CARD', steps);
        const active = seen.indexOf('ACTIVE');
        return active < 0 || seen.slice(0, active).includes('CHECKED');
      }),
    );
  });

  test('found after it was lost comes back only while it is on hold', () => {
    expect(decideMove('CARD', { from: 'LOST_HOLD', to: 'ACTIVE' })).toEqual({ ok: true, value: 'ACTIVE' });
    expect(decideMove('CARD', { from: 'REPLACED', to: 'ACTIVE' })).toEqual({ ok: false, refusal: 'move-not-allowed' });
  });

  test('means the same to the issuing core: each entry of the register has one state that agrees with it', () => {
    const stages: readonly CardStage[] = ['planned', 'personalised', 'checked', 'active', 'quarantined'];
    const standings: readonly Standing[] = ['clear', 'hold', 'revoked'];
    for (const stage of stages) {
      for (const standing of standings) {
        expect(agreesWithCore(cardStateOf({ stage, standing }), { stage, standing })).toBe(true);
      }
    }
    expect(agreesWithCore('ACTIVE', { stage: 'active', standing: 'revoked' })).toBe(false);
    expect(agreesWithCore('REPLACED', { stage: 'active', standing: 'clear' })).toBe(false);
    expect(agreesWithCore('DESTROYED', { stage: 'active', standing: 'clear' })).toBe(false);
    expect(agreesWithCore('DESTROYED', { stage: 'quarantined', standing: 'clear' })).toBe(true);
  });
});

describe('an attempt at making a card', () => {
  const order = ['RESERVED', 'SIGNED', 'WRITING', 'WRITTEN', 'READ_BACK', 'QA_OK', 'HELD', 'HANDED_OVER', 'ACTIVE'];

  test('is active only after every step before it, in their order', () => {
    assert(
      property(choices, (steps) => {
        const seen = walk('PERSONALISATION', steps);
        if (!seen.includes('ACTIVE')) return true;
        const firsts = order.map((state) => seen.indexOf(state));
        return firsts.every((at, index) => at >= 0 && (index === 0 || at > (firsts[index - 1] ?? at)));
      }),
    );
  });

  test('can be set aside from every step on which the chip is in the hands of the office', () => {
    for (const state of statesOf('PERSONALISATION')) {
      const over = isFinal('PERSONALISATION', state) || state === 'QUARANTINED';
      expect(canMove('PERSONALISATION', state, 'QUARANTINED')).toBe(!over);
    }
  });

  test('lets go of its serial before anything is signed, not after', () => {
    const releasing = statesOf('PERSONALISATION').filter((state) => canMove('PERSONALISATION', state, 'RELEASED'));
    expect(releasing).toEqual(['RESERVED']);
  });
});

describe('an application', () => {
  test('is produced only after it was approved, and decided only after it was accepted', () => {
    assert(
      property(choices, nat(), (steps, start) => {
        const seen = walk('APPLICATION', steps, start);
        const before = (state: string, needed: string) =>
          !seen.includes(state) || seen.slice(0, seen.indexOf(state)).includes(needed);
        return before('IN_PRODUCTION', 'APPROVED') && before('APPROVED', 'ACCEPTED') && before('DELIVERED', 'READY');
      }),
    );
  });

  test('cannot be withdrawn from production on', () => {
    const open = statesOf('APPLICATION').filter((state) => canMove('APPLICATION', state, 'WITHDRAWN'));
    expect(open).toEqual(['DRAFT', 'SUBMITTED', 'SUPPLEMENT_REQUESTED', 'ACCEPTED', 'IN_REVIEW', 'APPROVED']);
  });
});

test('a report is applied only after somebody confirmed it', () => {
  const before = statesOf('REPORT').filter((state) => canMove('REPORT', state, 'APPLIED'));
  expect(before).toEqual(['CONFIRMED']);
});

describe('the rows for the database', () => {
  test('are the moves between stored states, each once', () => {
    const rows = lifecycleRows();
    const keys = rows.map(({ machine, from, to }) => `${machine} ${from} ${to}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toContain('CARD LOST_HOLD ACTIVE');
    expect(keys).toContain('PERMIT IN_FORCE TERMINATED');
    const machineOf = (name: string) => MACHINES.find((machine) => machine === name);
    for (const { machine, from, to } of rows) {
      const known = machineOf(machine);
      expect(known).toBeDefined();
      expect(isState(machine, from) && isState(machine, to)).toBe(true);
    }
  });

  test('leave out what is derived', () => {
    const named = lifecycleRows().flatMap(({ machine, from, to }) => [`${machine} ${from}`, `${machine} ${to}`]);
    for (const derived of ['PERMIT SUSPENDED', 'GRANT SUSPENDED', 'TERMINAL EXPIRED']) {
      expect(named).not.toContain(derived);
    }
    expect(isDerived('PERMIT', 'SUSPENDED')).toBe(true);
    expect(isDerived('PERMIT', 'IN_FORCE')).toBe(false);
  });

  test('say where a thing may begin, never in a derived state', () => {
    expect(entryRows()).toContainEqual({ machine: 'APPLICATION', state: 'DRAFT' });
    for (const { machine, state } of entryRows()) {
      expect(isState(machine, state) && !isDerived(machine, state)).toBe(true);
    }
  });
});

describe('the state of a permit on a day', () => {
  const day = parsePlainDate;
  const permit = { state: 'IN_FORCE', endorsedThrough: day('2026-06-14') } as const;

  test('is in force through the last endorsed day and suspended from the next one', () => {
    expect(permitStateOn(permit, day('2026-06-14'))).toBe('IN_FORCE');
    expect(permitStateOn(permit, day('2026-06-15'))).toBe('SUSPENDED');
  });

  test('stays terminated, and does not lapse before the first card was activated', () => {
    expect(permitStateOn({ ...permit, state: 'TERMINATED' }, day('2026-06-14'))).toBe('TERMINATED');
    expect(permitStateOn({ ...permit, endorsedThrough: undefined }, day('2030-01-01'))).toBe('IN_FORCE');
  });
});
