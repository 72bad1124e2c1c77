import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const MAIN = fileURLToPath(new URL('../dist/database/hold-server.js', import.meta.url));
/** User and group `nobody` of every Linux. */
const NOBODY = 65_534;

const Said = z.union([
  z.object({ how: z.literal('refused'), said: z.string() }),
  z.object({
    how: z.enum(['started', 'attached']),
    port: z.number(),
    encoding: z.string(),
    knowsHan: z.boolean(),
    fsync: z.string(),
  }),
]);

/** A process that holds an embedded server, as the processes of the service do. */
export type Holder = {
  readonly said: z.infer<typeof Said>;
  readonly letGo: () => Promise<void>;
  readonly kill: () => Promise<void>;
};

/** As whom it runs: whoever runs the tests, or where that is root a user that is not. */
export type HolderUser = 'same' | 'ordinary';

export async function aHolder(
  folder: string,
  user: HolderUser = 'same',
  env: NodeJS.ProcessEnv = process.env,
): Promise<Holder> {
  const other = user === 'ordinary' && process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  const child = spawn(process.execPath, [MAIN, folder], {
    ...other,
    env,
    cwd: '/',
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), withoutWord(child)]);
  return {
    said: Said.parse(JSON.parse(String(line))),
    letGo: () => ended(child, () => child.stdin.end()),
    kill: () => ended(child, () => void child.kill('SIGKILL')),
  };
}

async function withoutWord(child: ChildProcess): Promise<never> {
  await once(child, 'close');
  throw new Error('the holder ended without a word');
}

async function ended(child: ChildProcess, act: () => void): Promise<void> {
  const gone = once(child, 'exit');
  act();
  if (child.exitCode === null && child.signalCode === null) await gone;
}
