import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Finished, rerunWith } from '../pcsc/run-under-virtual-reader.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Where the small disk is, for the second run of a test file. */
export const SMALL_DISK = 'PERMIT_SMALL_DISK';

/**
 * Runs a test file once more in a mount namespace of its own, with a file system of that size at `PERMIT_SMALL_DISK`. Root
 * needs nothing more; other users need unprivileged user namespaces, and are themselves again when the disk is mounted.
 */
export async function rerunOnSmallDisk(testFileUrl: string, sizeMiB: number): Promise<ReadonlyMap<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'permit-small-disk-'));
  chmodSync(folder, 0o755);
  try {
    return await rerunWith((command) => runOn(folder, sizeMiB, command), testFileUrl);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runOn(folder: string, sizeMiB: number, command: readonly string[]): Promise<Finished> {
  const [uid = 0, gid = 0] = [process.getuid?.(), process.getgid?.()];
  const mount = `mount -t tmpfs -o size=${sizeMiB}m,mode=0755,uid=0 none "$${SMALL_DISK}"`;
  const isRoot = uid === 0;
  const namespaces = isRoot ? ['--mount'] : ['--user', '--map-root-user', '--mount'];
  const then = isRoot ? '' : `unshare --user --map-user=${uid} --map-group=${gid} `;
  const program = `${mount} && exec ${then}"$@"`;
  return new Promise((resolve, reject) => {
    const env = { ...process.env, [SMALL_DISK]: folder };
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
