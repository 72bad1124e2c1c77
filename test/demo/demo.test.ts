import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { CODES } from '@residence-permit/shared/errors';
import { beforeAll, expect, test } from 'vitest';
import { EXPECTED_TAPS } from './expected-taps.ts';
import { PEOPLE } from './people.ts';
import { SERVICE_POINTS } from './service-points.ts';

const MAIN = fileURLToPath(new URL('../dist/demo/main.js', import.meta.url));
const TIMEOUT_MS = 600_000;
const MARKS: Readonly<Record<string, string>> = { yes: 'y', no: 'n', unknown: '?' };

type Line = {
  readonly card: string;
  readonly terminal: string;
  readonly verdict: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly reasons: readonly string[];
  readonly fields: readonly string[];
  readonly apdus: number;
  readonly bytes: number;
  readonly modelMs: number;
  readonly hostMs: number;
};

/** In CI only real PC/SC will do; elsewhere the demonstration says what it runs on. */
const place = process.env['CI'] === 'true' ? ['--card', 'virtual-reader'] : [];
let lines: readonly Line[] = [];

beforeAll(() => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [MAIN, '--json', ...place], {
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
  });
  expect(status, stderr).toBe(0);
  lines = stdout
    .trim()
    .split('\n')
    .map((line): Line => JSON.parse(line));
}, TIMEOUT_MS);

test('seven cards are tapped at five terminals each, one line a tap', () => {
  const pairs = PEOPLE.flatMap(({ card }) => SERVICE_POINTS.map(({ id }) => `${card} at ${id}`));
  expect(lines.map(({ card, terminal }) => `${card} at ${terminal}`)).toEqual(pairs);
  expect(pairs).toHaveLength(35);
});

test('every tap comes to the outcome that the table expects', () => {
  const outcomes = lines.map(({ card, terminal, verdict, answers, reasons }) => ({
    tap: `${card} at ${terminal}`,
    verdict,
    answers: Object.values(answers)
      .map((answer) => MARKS[answer])
      .join(''),
    reasons,
  }));
  const expected = PEOPLE.flatMap(({ card }) =>
    SERVICE_POINTS.map(({ id }) => ({ tap: `${card} at ${id}`, ...EXPECTED_TAPS[card][id] })),
  );
  expect(outcomes).toEqual(expected);
});

test('each terminal sees the fields of its purpose and no others', () => {
  const FIELDS: Readonly<Record<string, readonly string[]>> = {
    clinic: ['name', 'birthDate'],
    employer: ['name', 'portrait', 'issue'],
    'employer-uncertified': ['name', 'portrait', 'issue'],
    'housing-office': ['name', 'citizenId', 'residenceAddress', 'residence', 'serviceClass'],
    'library-gate': [],
  };
  for (const { card, terminal, fields } of lines) expect(fields, `${card} at ${terminal}`).toEqual(FIELDS[terminal]);
});

test('every line has the five answers by name, codes of the list, and its cost', () => {
  for (const line of lines) {
    expect(Object.keys(line.answers)).toEqual(['authentic', 'current', 'inFunction', 'chipGenuine', 'entitled']);
    expect(line.reasons.filter((code) => !Object.hasOwn(CODES, code))).toEqual([]);
    for (const cost of [line.apdus, line.bytes, line.modelMs, line.hostMs]) expect(cost).toBeGreaterThan(0);
  }
});
