import { array, assert, integer, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suppressSmallCells } from './index.ts';

const published = (...counts: readonly number[]) => {
  const table = suppressSmallCells(
    counts.map((people, index) => ({ group: String(index), people })),
    5,
  );
  return [...table.groups.map(({ people }) => (people === 'SUPPRESSED' ? '-' : people)), table.total];
};

describe('a published table', () => {
  test.each([
    [
      [10, 20],
      [10, 20, 30],
    ],
    [
      [0, 20],
      [0, 20, 20],
    ],
    [
      [2, 3, 40],
      ['-', '-', 40, 45],
    ],
    [
      [2, 7, 40],
      ['-', '-', 40, 49],
    ],
    [
      [1, 1, 8, 40],
      ['-', '-', '-', 40, 50],
    ],
    [[3], ['-', 'SUPPRESSED']],
    [
      [1, 1],
      ['-', '-', 'SUPPRESSED'],
    ],
    [
      [0, 0, 4],
      [0, 0, '-', 'SUPPRESSED'],
    ],
    [[], [0]],
  ])('of %j is %j', (counts, expected) => {
    expect(published(...counts)).toEqual(expected);
  });

  test('is refused for counts that are none', () => {
    expect(() => published(1.5)).toThrow(RangeError);
    expect(() => published(-1)).toThrow(RangeError);
  });

  test('shows no small count, hides no zero, and leaves at least two rows in what it hides', () => {
    assert(
      property(array(integer({ min: 0, max: 30 }), { maxLength: 8 }), (counts) => {
        const [total, ...rows] = published(...counts).toReversed();
        const shown = rows.toReversed();
        const hidden = counts.filter((_, index) => shown[index] === '-');
        const isSafe = (cell: number | string | undefined, count: number): boolean =>
          cell === '-' || (cell === count && (count === 0 || count >= 5));
        const sum = hidden.reduce((all, people) => all + people, 0);
        return (
          counts.every((count, index) => isSafe(shown[index], count)) &&
          !hidden.includes(0) &&
          (hidden.length === 0 || total === 'SUPPRESSED' || (hidden.length >= 2 && sum >= 5))
        );
      }),
    );
  });
});
