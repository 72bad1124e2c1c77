import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { arrowsOf, reachedFrom } from './arrows.ts';
import { findBreaches } from './rules.ts';
import { readSourceFiles, ROOMS } from './source-files.ts';

const files = readSourceFiles(fileURLToPath(new URL('../..', import.meta.url)));
const arrows = arrowsOf(files);
const breaches = findBreaches(files);

/** What the rules say about the repository with one more file in it. */
function plant(path: string, text: string): readonly string[] {
  return findBreaches(new Map(files).set(path, text)).filter((breach) => breach.startsWith(path));
}

describe('the rooms', () => {
  it('import each other only along the arrows of ARCHITECTURE.md', () => {
    expect(breaches).toEqual([]);
  });

  it('were all seen, with their imports', () => {
    const least = { shared: 100, 'firmware-sim': 50, reader: 50, issuer: 40, test: 30, bench: 3 };
    for (const room of ROOMS) {
      const seen = [...files.keys()].filter((path) => path.startsWith(`${room}/`));
      expect(seen.length, room).toBeGreaterThanOrEqual(least[room]);
    }
    expect(arrows.length).toBeGreaterThan(2 * files.size);
  });

  it('give the verifier a graph that reaches the card protocols and stays small', () => {
    const core = reachedFrom(['reader/src/verify/index.ts'], arrows);
    expect(core.files).toContain('shared/src/pace/index.ts');
    expect(core.files).toContain('reader/src/session/open-pace.ts');
    expect([...core.files].filter((path) => path.startsWith('issuer/') || path.startsWith('firmware-sim/'))).toEqual(
      [],
    );
    const packages = new Set(core.arrows.filter(({ to }) => to === undefined).map(({ specifier }) => specifier));
    expect([...packages].every((name) => /^(cbor-x|@noble)(\/|$)/.test(name))).toBe(true);
    expect(packages.size).toBeGreaterThan(1);
  });
});

describe('a planted breach is found', () => {
  it.each([
    ['reader/src/verify/planted.ts', `import { Card } from '@residence-permit/firmware-sim/card';`, 'reader does not'],
    ['shared/src/cose/planted.ts', `export * from '@residence-permit/reader/verify';`, 'shared does not'],
    ['issuer/src/signing/planted.ts', `import type { X } from '@residence-permit/reader/session';`, 'issuer does not'],
    ['firmware-sim/src/card/planted.ts', `import { x } from '../../../shared/src/bytes/index.ts';`, 'package name'],
    ['reader/src/session/planted.ts', `import { readFileSync } from 'node:fs';`, 'runs in a browser'],
    ['firmware-sim/src/protocols/planted.ts', `const fs = await import('node:fs');`, 'runs in a browser'],
    ['reader/src/verify/planted.ts', `import pcsc from 'pcsclite';`, 'native binding'],
    ['issuer/src/domain/planted.ts', `import type { Actor } from '../use-cases/ports/index.ts';`, 'import downwards'],
    ['issuer/src/use-cases/planted.ts', `import { toCard } from '../adapters/prisma/index.ts';`, 'import downwards'],
    ['issuer/src/adapters/planted.ts', `import { openOffice } from '../bin/office-folder.ts';`, 'import downwards'],
    ['issuer/src/domain/planted.ts', `import { hash } from 'node:crypto';`, 'is pure'],
    ['shared/src/bytes/planted.ts', `export const now = () => Date.now();`, 'shared is pure'],
    ['shared/src/bytes/planted.ts', `import { decodeSign1 } from '../cose/index.ts';`, ''],
    ['reader/src/pcsc/planted.ts', `export const port = process.env['PORT'];`, 'environment'],
    ['reader/src/verify/planted.ts', `import { x } from './answer.test.ts';`, 'does not import tests'],
    ['reader/src/verify/planted.ts', `import { x } from './not-there.ts';`, 'no such file'],
    [
      'reader/src/verify/planted.ts',
      `import { x } from '@residence-permit/shared/not-a-door';`,
      'no such file or door',
    ],
  ])('%s: %s', (path, text, rule) => {
    const found = findBreaches(new Map(files).set(path, text)).filter((breach) => !breaches.includes(breach));
    expect(found.join('\n')).toContain(rule === '' ? 'part of a cycle' : rule);
  });

  it('also deep below the door: a package that the verifier must not need', () => {
    const path = 'reader/src/verify/verdict.ts';
    expect(plant(path, `${files.get(path)}\nimport { z } from 'zod';`)).toEqual([
      `${path} → zod: the verifier needs cbor-x and @noble only`,
    ]);
  });

  it('but not in a comment', () => {
    expect(plant('shared/src/bytes/planted.ts', '/** never Date.now() */\n// process.env\nexport {};')).toEqual([]);
  });
});
