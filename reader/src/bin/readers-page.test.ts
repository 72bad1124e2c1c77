import { readFileSync } from 'node:fs';
import { CODES, type Code } from '@residence-permit/shared/errors';
import { expect, test } from 'vitest';
import { exitStatusOf } from './exit-status.ts';
import { explainCode } from './language.ts';

const page = readFileSync(new URL('../../../docs/readers.md', import.meta.url), 'utf8');
const ROW = /^\| (?<what>[^|]+) \| `(?<code>[A-Z_]+)` \| (?<meaning>[^|]+) \| (?<remedy>[^|]+) \| (?<status>\d+) \|$/gm;
const rows = [...page.matchAll(ROW)].map(({ groups }) => groups ?? {});

test('docs/readers.md says of each trouble what the tools say and end with', () => {
  expect(rows.length).toBe(page.split('\n').filter((line) => line.startsWith('| ')).length - 2);
  for (const { code, meaning, remedy, status } of rows) {
    const known = Object.keys(CODES).find((each): each is Code => each === code);
    if (known === undefined) throw new Error(`docs/readers.md: no code ${code}`);
    const shown = explainCode(known, 'en');
    expect({ code, meaning, remedy, status }).toEqual({ code, ...shown, status: String(exitStatusOf(known)) });
  }
});

test('docs/readers.md leaves out no trouble of reader or transport', () => {
  const listed = rows.map(({ code }) => code);
  const troubles = Object.keys(CODES).filter((code) => code.startsWith('READER_') || code.startsWith('EXTENDED_'));
  const ofCards = [
    'CARD_ABSENT',
    'CARD_MUTE',
    'CARD_PROTOCOL',
    'CARD_REMOVED',
    'CARD_RESET',
    'CARD_TIMED_OUT',
    'CARD_ANSWER_BAD',
  ];
  expect(listed).toEqual(expect.arrayContaining([...troubles, ...ofCards]));
});
