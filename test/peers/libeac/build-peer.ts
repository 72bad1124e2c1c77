import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The C sources lie beside this file; the compiled form of this file lies deeper. */
const SOURCES = fileURLToPath(
  new URL(import.meta.url.includes('/test/dist/') ? '../../../peers/libeac/' : './', import.meta.url),
);
const SHARED_SOURCES = ['peer.c', 'secure-messaging.c'];
const NEEDED = 'the peers need gcc, pkg-config and libeac: apt-get install gcc pkg-config libeac-dev libssl-dev';

/** A peer that was compiled into a folder of its own; `dispose` takes the folder away. */
export type BuiltPeer = { readonly program: string; dispose(): Promise<void> };

/** Compiles one of the two peers. @throws Error that names what is missing on this machine */
export async function buildPeer(name: 'terminal' | 'chip'): Promise<BuiltPeer> {
  const folder = await mkdtemp(join(tmpdir(), 'permit-libeac-'));
  const program = join(folder, name);
  const sources = [`${name}.c`, ...SHARED_SOURCES].map((file) => join(SOURCES, file));
  try {
    const { stdout } = await run('pkg-config', ['--cflags', '--libs', 'libeac', 'libcrypto']);
    const flags = stdout.trim().split(/\s+/);
    await run('gcc', ['-std=c11', '-Wall', '-Wextra', '-O2', '-o', program, ...sources, ...flags]);
  } catch (cause) {
    await rm(folder, { recursive: true, force: true });
    throw new Error(`${name}: ${NEEDED}`, { cause });
  }
  return { program, dispose: () => rm(folder, { recursive: true, force: true }) };
}
