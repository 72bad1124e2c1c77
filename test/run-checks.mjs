/** Everything that must hold before a change lands, in the order in which a failure is cheapest. `npm test` runs it; so does CI. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const scratch = mkdtempSync(join(tmpdir(), 'permit-checks-'));
const report = join(scratch, 'vitest.json');
const rooms = ['shared', 'firmware-sim', 'reader', 'issuer', 'test', 'bench'];

const checks = [
  ['format', 'biome', ['format', '.']],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings', ...rooms]],
  ['types of the tests', 'tsc', ['-p', 'tsconfig.test.json']],
  ['tests', 'vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]],
];

let failed = false;
for (const [title, command, args] of checks) {
  process.stdout.write(`\n== ${title}\n`);
  const { status } = spawnSync(join('node_modules', '.bin', command), args, { stdio: 'inherit' });
  if (status === 0) continue;
  failed = true;
  process.stdout.write(`== ${title}: failed\n`);
  break;
}

try {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  // A test that does not run proves nothing, so a skipped one fails the whole.
  if (numPendingTests > 0) failed = true;
  process.stdout.write(`\n${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped\n`);
} catch (cause) {
  if (!failed) throw cause;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
