import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CODES } from '@residence-permit/shared/errors';
import { expect, test } from 'vitest';
import { errorsPage } from './errors-page.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

function filesEnding(suffix: string, folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : filesEnding(suffix, path);
    return entry.name.endsWith(suffix) ? [path] : [];
  });
}

test('docs/errors.md says what the list of codes says', () => {
  expect(readFileSync(join(root, 'docs/errors.md'), 'utf8')).toBe(errorsPage());
});

test('every code is named by a test beside this one', () => {
  const rooms = ['shared/src', 'firmware-sim/src', 'reader/src', 'issuer/src', 'test'];
  const tests = rooms.flatMap((room) => filesEnding('.test.ts', join(root, room)));
  expect(tests.length).toBeGreaterThan(50);
  const text = tests
    .filter((path) => path !== fileURLToPath(import.meta.url))
    .map((path) => readFileSync(path, 'utf8'));
  const untested = Object.keys(CODES).filter(
    (code) => !text.some((one) => new RegExp(`['"\`]${code}['"\`]`).test(one)),
  );
  expect(untested).toEqual([]);
});

test('every code that the sources throw or return is in the list', () => {
  const sources = ['shared/src', 'firmware-sim/src', 'reader/src', 'issuer/src'].flatMap((room) =>
    filesEnding('.ts', join(root, room)),
  );
  const used = new Set<string>();
  for (const path of sources) {
    if (path.endsWith('.test.ts')) continue;
    for (const [, code] of readFileSync(path, 'utf8').matchAll(/Error\(\s*'([A-Z][A-Z0-9_]+)'/g))
      if (code !== undefined) used.add(code);
  }
  expect(used.size).toBeGreaterThan(20);
  expect([...used].filter((code) => !(code in CODES))).toEqual([]);
});
