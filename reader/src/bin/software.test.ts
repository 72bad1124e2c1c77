import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { SOFTWARE } from './software.ts';

it('names the version of the package', async () => {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
  expect(SOFTWARE).toBe(`permit-reader ${version}`);
});
