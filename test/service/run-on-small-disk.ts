import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Finished, rerunWith } from '../pcsc/run-under-virtual-reader.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Where the small disk is, for the second run of a test file. */
export const SMALL_DISK = 'PERMIT_SMALL_DISK';
const OWN_FOLDER = 'PERMIT_SMALL_DISK_OWN';

/** As whom a test file is run: root hands the disk to a user without any right, and is not spared by anything either. */
export type DiskUser = 'root' | 'an ordinary user';
/** Everybody that whoever runs the tests can be. */
export const DISK_USERS: readonly DiskUser[] =
  process.getuid?.() === 0 ? ['root', 'an ordinary user'] : ['an ordinary user'];

/**
 * Runs a test file once more in a mount namespace of its own, with a file system of that size at `PERMIT_SMALL_DISK`, which
 * belongs to the user. Root needs nothing more; other users need unprivileged user namespaces, and are themselves again when
 * the disk is mounted.
 */
export async function rerunOnSmallDisk(
  testFileUrl: string,
  { sizeMiB, user }: { readonly sizeMiB: number; readonly user: DiskUser },
): Promise<ReadonlyMap<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'permit-small-disk-'));
  chmodSync(folder, 0o755);
  try {
    return await rerunWith((command) => runOn(folder, programOf(sizeMiB, user), command), testFileUrl);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What makes the disk and goes on as the user, for a shell in the new namespaces. */
function programOf(sizeMiB: number, user: DiskUser): string {
  const mount = (options: string) => `mount -t tmpfs -o size=${sizeMiB}m,mode=0755,${options} none "$${SMALL_DISK}"`;
  const [uid = 0, gid = 0] = [process.getuid?.(), process.getgid?.()];
  if (uid !== 0) return `${mount('uid=0')} && exec unshare --user --map-user=${uid} --map-group=${gid} "$@"`;
  if (user === 'root') return `${mount('uid=0')} && exec "$@"`;
  const nobody = '--reuid=nobody --regid="$(id -g nobody)" --clear-groups --inh-caps=-all --bounding-set=-all';
  // A folder of its own for what is made beside the disk: that of the other user is closed to it.
  const own = `chown nobody "$${OWN_FOLDER}" && export HOME="$${OWN_FOLDER}" TMPDIR="$${OWN_FOLDER}"`;
  return `${mount('uid=$(id -u nobody)')} && ${own} && exec setpriv ${nobody} "$@"`;
}

function runOn(folder: string, program: string, command: readonly string[]): Promise<Finished> {
  const namespaces = process.getuid?.() === 0 ? ['--mount'] : ['--user', '--map-root-user', '--mount'];
  const [disk, own] = [join(folder, 'disk'), join(folder, 'own')];
  for (const made of [disk, own]) mkdirSync(made);
  return new Promise((resolve, reject) => {
    const env = { ...process.env, [SMALL_DISK]: disk, [OWN_FOLDER]: own };
    const child = spawn('unshare', [...namespaces, 'sh', '-c', program, 'sh', ...command], { cwd: ROOT, env });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
    child.stdin.end();
  });
}
