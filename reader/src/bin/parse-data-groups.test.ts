import { describe, expect, it } from 'vitest';
import { parseDataGroups } from './parse-data-groups.ts';

describe('the data groups to read', () => {
  it.each([
    ['2', [2]],
    ['17-21', [17, 18, 19, 20, 21]],
    ['10, 2,10', [2, 10]],
    ['11-14', [11, 13, 14]],
    ['all', [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 17, 18, 19, 20, 21]],
  ])('takes "%s"', (text, groups) => {
    expect(parseDataGroups(text)).toEqual(groups);
  });

  it.each(['', '1', '12', '15', '22', '2-', 'a', '21-17', '2;3'])('refuses "%s"', (text) => {
    expect(() => parseDataGroups(text)).toThrow(expect.objectContaining({ code: 'SETTING_BAD' }));
  });
});
