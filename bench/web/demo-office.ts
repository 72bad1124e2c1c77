import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What `npm start` runs. */
const PROGRAM = fileURLToPath(import.meta.resolve('@residence-permit/test/office-demo/main'));

/** An office of invented people that is open. */
export type DemoOffice = {
  readonly url: string;
  readonly password: string;
  /** From the call until it said that it is open, in seconds. */
  readonly tookS: number;
  readonly stop: () => Promise<void>;
};

/** Opens the office of that folder, and makes it where there is none. @throws Error where the program ends before */
export async function openDemoOffice(folder: string): Promise<DemoOffice> {
  const began = performance.now();
  const parameters = ['--json', '--folder', folder, '--port', '0', '--reader', 'in-process'];
  const child = spawn(process.execPath, [PROGRAM, ...parameters], { stdio: ['ignore', 'pipe', 'ignore'] });
  const gone = once(child, 'exit');
  const said = await Promise.race([firstLine(child), gone.then(() => undefined)]);
  if (said === undefined) throw new Error('the office ended before it was open');
  const { url, logins } = JSON.parse(said) as { url: string; logins: readonly { readonly password: string }[] };
  return {
    url,
    password: logins[0]?.password ?? '',
    tookS: (performance.now() - began) / 1000,
    async stop() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new TypeError('child: want its output');
  return new Promise((resolve) => createInterface({ input: stdout }).once('line', resolve));
}
