import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { makeMissingKeys } from '@residence-permit/issuer/service';

/** A process of the service that runs. */
export type ServiceProcess = {
  readonly url: string;
  /** Ends it as an operator does, and waits until it is gone. @throws Error where it does not end well */
  readonly stop: () => Promise<void>;
};

export type OfficeOnDisk = Awaited<ReturnType<typeof officeOnDisk>>;

const TOOL = fileURLToPath(new URL('../permit-issuer.js', import.meta.resolve('@residence-permit/issuer/service')));

/**
 * A new office in a folder of its own, with test keys, for the built tools as somebody runs them.
 * @param databases addresses of a server; else the embedded database in the folder `data`
 */
export async function officeOnDisk(databases?: { readonly url: string; readonly keyStoreUrl: string }) {
  const folder = await mkdtemp(join(tmpdir(), 'permit-bench-'));
  // The server of the database runs as another user than root.
  await chmod(folder, 0o755);
  const [data, office, passphrase] = ['data', 'office', 'passphrase'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const folders = { keys: join(data, 'keys'), evidence: join(data, 'evidence') };
  const children = new Set<ChildProcess>();
  const env = {
    ...process.env,
    PERMIT_STAGE: 'trial',
    PERMIT_PROFILE: 'demo',
    PERMIT_PORT: '0',
    PERMIT_RELAY_PORT: '0',
    PERMIT_ORIGIN: 'http://localhost:8080',
    PERMIT_DATA: data,
    PERMIT_PASSPHRASE_FILE: passphrase,
    ...(databases === undefined ? {} : { DATABASE_URL: databases.url, KEYSTORE_URL: databases.keyStoreUrl }),
  };
  const common = ['--json', `--office=${office}`];

  /** Runs the tool to its end; answers what it printed. @throws Error with what it said */
  const run = (...args: readonly string[]): Readonly<Record<string, unknown>> => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [TOOL, ...args, ...common], {
      encoding: 'utf8',
      env,
    });
    if (status !== 0) throw new Error(`${args.join(' ')}: ${stdout}${stderr}`);
    return stdout.startsWith('{') ? JSON.parse(stdout) : {};
  };

  await mkdir(data);
  await makeMissingKeys(folders.keys, (length) => new Uint8Array(randomBytes(length)));
  await writeFile(passphrase, 'a passphrase of the bench\n', { mode: 0o600 });
  run('ceremony', '--test-keys');

  return {
    run,
    /** Where keys and papers lie. */
    folders,
    /** The folder of the embedded database. */
    data,
    /** Starts `permit-issuer serve`, and waits until it says that it is ready. @throws Error where it ends before */
    async serve(): Promise<ServiceProcess> {
      const child = spawn(process.execPath, [TOOL, 'serve', ...common], { env, stdio: ['ignore', 'pipe', 'inherit'] });
      children.add(child);
      const gone = once(child, 'exit').finally(() => children.delete(child));
      const url = await Promise.race([readyUrl(child), gone.then(([code]) => failed(`serve ended with ${code}`))]);
      return {
        url,
        async stop() {
          child.kill('SIGTERM');
          const [code] = await gone;
          if (code !== 0) failed(`serve ended with ${code}`);
        },
      };
    },
    /** Ends what still runs, and removes the folder. */
    async close(): Promise<void> {
      const ends = [...children].map((child) => once(child, 'exit'));
      for (const child of children) child.kill('SIGKILL');
      await Promise.all(ends);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The address in the line that tells that the service is ready; the lines of its log are passed over. */
function readyUrl({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    if (stdout === null) throw new TypeError('child: want its output');
    createInterface({ input: stdout }).on('line', (line) => {
      if (!line.startsWith('{')) return;
      const said = JSON.parse(line) as { readonly ready?: boolean; readonly url?: string };
      if (said.ready === true && said.url !== undefined) resolve(said.url);
    });
  });
}

function failed(words: string): never {
  throw new Error(words);
}
