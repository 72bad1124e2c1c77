import { expect, test } from 'vitest';
import { makeStatementNames } from './statement-names.ts';

test('a text keeps its name, another one has another, and none is named after the last name', () => {
  const nameOf = makeStatementNames(2);
  const [first, second] = ['SELECT 1', 'SELECT 2'].map((sql) => nameOf({ sql }));
  expect(first).not.toBe(second);
  expect(nameOf({ sql: 'SELECT 3' })).toBe('');
  expect([nameOf({ sql: 'SELECT 1' }), nameOf({ sql: 'SELECT 2' })]).toEqual([first, second]);
});
