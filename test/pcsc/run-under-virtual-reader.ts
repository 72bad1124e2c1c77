import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const HARNESS = fileURLToPath(new URL('../../firmware-sim/harness/with-virtual-reader.sh', import.meta.url));

/** What a finished process left: its exit status and what it printed. */
export type Finished = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

/** Runs a command beside a PC/SC daemon of its own with two virtual readers. `input` goes to its standard input. */
export function runUnderVirtualReader(
  command: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(HARNESS, command, { cwd: ROOT, env: { ...process.env, ...environment } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
    child.stdin.end(input);
  });
}

/**
 * Runs a test file once more beside a virtual reader and returns its sentences and what became of each.
 * The file tells the two runs apart by PERMIT_VPCD_PORT, which the harness sets.
 */
export function rerunUnderVirtualReader(testFileUrl: string): Promise<ReadonlyMap<string, string>> {
  return rerunWith(runUnderVirtualReader, testFileUrl);
}

/** Runs a test file once more by that way to run a command. */
export async function rerunWith(
  run: (command: readonly string[]) => Promise<Finished>,
  testFileUrl: string,
): Promise<ReadonlyMap<string, string>> {
  const file = fileURLToPath(testFileUrl);
  const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
  // The configuration is run as it is: the way by a bundle writes beside it, which not every user may.
  const command = [process.execPath, vitest, 'run', '--configLoader=runner', '--reporter=json', file];
  const { stdout, stderr } = await run(command);
  const start = stdout.indexOf('{');
  if (start < 0) throw new Error(`the second run said nothing: ${stderr}`);
  const report: VitestReport = JSON.parse(stdout.slice(start));
  const assertions = report.testResults.flatMap((result) => result.assertionResults);
  return new Map(
    assertions.map(({ title, status, failureMessages }) => [title, [status, ...failureMessages].join('\n')]),
  );
}

type VitestReport = {
  readonly testResults: readonly {
    readonly assertionResults: readonly { title: string; status: string; failureMessages: readonly string[] }[];
  }[];
};
