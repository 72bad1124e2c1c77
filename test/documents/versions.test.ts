import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

type Manifest = {
  readonly name: string;
  readonly version: string;
  readonly workspaces?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
};
const manifestOf = (folder: string): Manifest => JSON.parse(textOf(join(folder, 'package.json')));

/** The newest version that CHANGELOG.md describes; what is not released yet stands above it without a number. */
const [, released] = /^## (\d+\.\d+\.\d+)$/m.exec(textOf('CHANGELOG.md')) ?? [];
const whole = manifestOf('.');
const rooms = (whole.workspaces ?? []).map(manifestOf);

test('every manifest bears the newest version of the changelog', () => {
  expect(rooms.length).toBeGreaterThan(4);
  const versions = [whole, ...rooms].map(({ name, version }) => `${name} ${version}`);
  expect(versions).toEqual([whole, ...rooms].map(({ name }) => `${name} ${released}`));
});

test('rooms ask for one another in that version, and the lockfile says the same', () => {
  const names = rooms.map(({ name }) => name);
  const { version, packages } = JSON.parse(textOf('package-lock.json')) as {
    readonly version: string;
    readonly packages: Readonly<Record<string, Partial<Manifest>>>;
  };
  expect(version).toBe(released);
  for (const folder of ['', ...(whole.workspaces ?? [])]) {
    const locked = packages[folder];
    expect(locked?.version).toBe(released);
    for (const { dependencies = {} } of [locked ?? {}, manifestOf(folder === '' ? '.' : folder)]) {
      const own = Object.entries(dependencies).filter(([name]) => names.includes(name));
      expect(own).toEqual(own.map(([name]) => [name, released]));
    }
  }
});
