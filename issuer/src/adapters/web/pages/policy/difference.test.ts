import { describe, expect, it } from 'vitest';
import { differenceOf, type Part } from './difference.ts';

const part = (id: string, value: string): Part => ({ id, title: id, facts: [{ name: 'Use', value }] });

describe('the difference between two versions', () => {
  it('is none between equal ones', () => {
    expect(differenceOf([part('a', '1')], [part('a', '1')])).toEqual({ added: [], removed: [], changed: [], count: 0 });
  });

  it('tells what is added, taken out, and changed from what to what', () => {
    const found = differenceOf([part('a', '1'), part('b', '1')], [part('c', '1'), part('b', '2')]);
    expect(found.added.map(({ id }) => id)).toEqual(['c']);
    expect(found.removed.map(({ id }) => id)).toEqual(['a']);
    expect(found.changed).toEqual([{ id: 'b', title: 'b', facts: [{ name: 'Use', before: '1', after: '2' }] }]);
    expect(found.count).toBe(3);
  });
});
