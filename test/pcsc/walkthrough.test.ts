import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runUnderVirtualReader } from './run-under-virtual-reader.ts';
import { checkoutRoot } from '../documents/embedding-page.ts';

const root = checkoutRoot(import.meta.url);
/** A block of commands and the block of output that follows it. */
const STEP = /^```sh\n(.*?)^```\n+```text\n(.*?)^```$/gms;
const END_OF_STEP = '--- end of a step ---';

test('docs/walkthrough.md shows what its commands print', async () => {
  const page = readFileSync(join(root, 'docs/walkthrough.md'), 'utf8');
  const steps = [...page.matchAll(STEP)].map(([, commands = '', shown = '']) => ({ commands, shown }));
  expect(steps).toHaveLength(page.split('```sh').length - 1);
  expect(steps.length).toBeGreaterThan(5);
  const folder = mkdtempSync(join(tmpdir(), 'permit-walkthrough-'));
  const start = `export PATH="${join(root, 'node_modules/.bin')}:$PATH"\ncd "${folder}"\n`;
  const script = start + steps.map(({ commands }) => `${commands}echo "${END_OF_STEP}"\n`).join('');
  try {
    const { stdout, stderr } = await runUnderVirtualReader(['bash', '-c', script]);
    expect(stderr).toBe('');
    const printed = stdout.split(`${END_OF_STEP}\n`);
    expect(printed).toHaveLength(steps.length + 1);
    for (const [index, { shown }] of steps.entries()) expect(printed[index]).toMatch(patternOf(shown));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 600_000);

/** The output as the page shows it: a line that is only `…` stands for any lines, elsewhere `…` for any words of a line. */
function patternOf(shown: string): RegExp {
  const literal = shown.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
  return new RegExp(`^${literal.replaceAll(/^…$/gm, '[^]*?').replaceAll('…', '[^\\n]+?')}$`);
}
