import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { array, assert, constantFrom, nat, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { movesOf, type StockState, statesOf } from '../lifecycles/index.ts';
import {
  closeDay,
  countsOf,
  decidePosting,
  isInCustody,
  needsTwoSignatures,
  type StockPosting,
  type StockPositions,
} from './index.ts';

const day = parsePlainDate('2026-03-02');
const order = { serial: 'S1', to: 'COUNTER', day, reason: 'morning issue', actorId: 'a' } as const;
const inVault = { account: 'VAULT', lastClosed: undefined } as const;
const posting = (serial: string, from: StockState, to: StockState): StockPosting => ({
  serial,
  from,
  to,
  day,
  reason: 'r',
  actorId: 'a',
  ...(needsTwoSignatures(to) ? { secondId: 'b' } : {}),
});
const counted = (positions: StockPositions) =>
  [...positions].filter(([, account]) => isInCustody(account)).map(([serial, account]) => ({ serial, account }));

describe('a posting', () => {
  test('takes the serial out of the account in which the ledger has it', () => {
    expect(decidePosting(order, inVault)).toEqual({ ok: true, value: { ...order, from: 'VAULT' } });
  });

  test.each([
    [{}, { account: undefined }, 'serial-unknown'],
    [{}, { lastClosed: day }, 'day-closed'],
    [{ to: 'HANDED_OVER' }, {}, 'move-not-allowed'],
    [{ reason: ' ' }, {}, 'reason-missing'],
    [{ to: 'SPOILED' }, {}, 'second-signature-missing'],
    [{ to: 'SPOILED', secondId: 'a' }, {}, 'same-signature'],
  ] as const)('with %j and %j is refused: %s', (change, ledger, refusal) => {
    expect(decidePosting({ ...order, ...change }, { ...inVault, ...ledger })).toEqual({ ok: false, refusal });
  });

  test('of a spoiled card is good with two signatures', () => {
    expect(decidePosting({ ...order, to: 'SPOILED', secondId: 'b' }, inVault)).toMatchObject({ ok: true });
  });

  test('brings no serial back from destruction', () => {
    for (const to of statesOf('STOCK')) {
      const asked = { ...order, to, secondId: 'b' };
      expect(decidePosting(asked, { ...inVault, account: 'DESTROYED' })).toMatchObject({ ok: false });
    }
  });
});

describe('the close of a day', () => {
  const opening: StockPositions = new Map([
    ['S1', 'VAULT'],
    ['S2', 'COUNTER'],
    ['S3', 'HELD'],
  ]);
  const postings = [
    posting('S1', 'VAULT', 'COUNTER'),
    posting('S3', 'HELD', 'HANDED_OVER'),
    posting('S2', 'COUNTER', 'SPOILED'),
  ];
  const found = [
    { serial: 'S4', account: 'VAULT' },
    { serial: 'S1', account: 'COUNTER' },
    { serial: 'S2', account: 'SPOILED' },
  ] as const;

  test('balances when the count finds what the ledger has', () => {
    const closed = closeDay({ opening, takenIn: ['S4'], postings, counted: found });
    if (closed.kind !== 'BALANCED') throw new Error(JSON.stringify(closed));
    expect(closed.counts).toMatchObject({ VAULT: 1, COUNTER: 1, HELD: 0, HANDED_OVER: 1, SPOILED: 1 });
    expect(closed.lines).toContainEqual({ account: 'COUNTER', opening: 1, in: 1, out: 1, closing: 1 });
    expect(closed.lines).toContainEqual({ account: 'VAULT', opening: 1, in: 1, out: 1, closing: 1 });
  });

  test.each([
    ['a serial that nobody found', found.slice(1), { serial: 'S4', kind: 'NOT_COUNTED', ledger: 'VAULT' }],
    [
      'a serial that the ledger does not have',
      [...found, { serial: 'S9', account: 'VAULT' }],
      { serial: 'S9', kind: 'NOT_IN_LEDGER', counted: 'VAULT' },
    ],
    [
      'a serial in another drawer',
      [{ serial: 'S4', account: 'COUNTER' }, ...found.slice(1)],
      { serial: 'S4', kind: 'ELSEWHERE', ledger: 'VAULT', counted: 'COUNTER' },
    ],
    [
      'a serial that was handed over and lies there still',
      [...found, { serial: 'S3', account: 'HELD' }],
      { serial: 'S3', kind: 'ELSEWHERE', ledger: 'HANDED_OVER', counted: 'HELD' },
    ],
    [
      'a serial that was counted twice',
      [...found, { serial: 'S4', account: 'VAULT' }],
      { serial: 'S4', kind: 'COUNTED_TWICE', counted: 'VAULT' },
    ],
  ] as const)('names %s', (_what, count, difference) => {
    const closed = closeDay({ opening, takenIn: ['S4'], postings, counted: count });
    expect(closed).toEqual({ kind: 'NOT_BALANCED', differences: [difference] });
  });

  test.each([
    ['S2 taken in again', ['S2'], [], { serial: 'S2', kind: 'TAKEN_IN_TWICE', ledger: 'COUNTER' }],
    ['an unknown serial', [], [posting('S8', 'VAULT', 'COUNTER')], { serial: 'S8', kind: 'SERIAL_UNKNOWN' }],
    [
      'a posting out of another account',
      [],
      [posting('S1', 'COUNTER', 'PRODUCTION')],
      { serial: 'S1', kind: 'WRONG_ACCOUNT', ledger: 'VAULT' },
    ],
    [
      'a move that the table does not have',
      [],
      [posting('S1', 'VAULT', 'HELD')],
      { serial: 'S1', kind: 'MOVE_NOT_ALLOWED', ledger: 'VAULT' },
    ],
    [
      'a spoiled card with one signature',
      [],
      [{ ...posting('S1', 'VAULT', 'SPOILED'), secondId: 'a' }],
      { serial: 'S1', kind: 'UNSIGNED', ledger: 'VAULT' },
    ],
  ] as const)('names %s', (_what, takenIn, entries, difference) => {
    const closed = closeDay({ opening, takenIn, postings: entries, counted: counted(opening) });
    expect(closed).toEqual({ kind: 'NOT_BALANCED', differences: [difference] });
  });

  test('neither loses nor makes a serial, whatever is posted by the rules', () => {
    const serials = ['S1', 'S2', 'S3', 'S4', 'S5'];
    const steps = array(record({ serial: constantFrom(...serials), choice: nat() }), { maxLength: 60 });
    assert(
      property(steps, (list) => {
        const positions = new Map<string, StockState>(serials.map((serial) => [serial, 'VAULT']));
        const entries: StockPosting[] = [];
        for (const { serial, choice } of list) {
          const account = positions.get(serial) ?? 'VAULT';
          const moves = movesOf('STOCK', account);
          const to = moves[choice % Math.max(1, moves.length)];
          if (to === undefined) continue;
          const decided = decidePosting(
            { serial, to, day, reason: 'r', actorId: 'a', secondId: 'b' },
            { account, lastClosed: undefined },
          );
          if (!decided.ok) return false;
          entries.push(decided.value);
          positions.set(serial, to);
        }
        const closed = closeDay({
          opening: new Map(),
          takenIn: serials,
          postings: entries,
          counted: counted(positions),
        });
        if (closed.kind !== 'BALANCED') return false;
        const total = Object.values(closed.counts).reduce((sum, count) => sum + count, 0);
        return (
          total === serials.length &&
          closed.lines.every(({ opening: before, in: into, out, closing }) => before + into - out === closing) &&
          JSON.stringify(countsOf(positions)) === JSON.stringify(closed.counts)
        );
      }),
    );
  });
});
