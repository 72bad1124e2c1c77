import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkoutRoot, exampleBlocks } from './embedding-page.ts';

const root = checkoutRoot(import.meta.url);

test('docs/embedding.md shows the examples as they are', () => {
  const page = readFileSync(join(root, 'docs/embedding.md'), 'utf8');
  const blocks = exampleBlocks(root);
  expect(blocks.filter((block) => !page.includes(block))).toEqual([]);
  expect(blocks).toHaveLength(2);
});

test('the example without hardware runs and prints what the page says of it', () => {
  const example = join(root, 'test/dist/examples/tap-without-hardware.js');
  const { stdout, stderr, status } = spawnSync(process.execPath, [example], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toBe('rejected: NO_GRANT\nsees name, birthDate\n');
});
