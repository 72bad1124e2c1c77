import { readFileSync } from 'node:fs';

/** A process, told apart from a later one that was given the same number: `startedAt` is in ticks since boot, '' if unknown. */
export type ProcessIdentity = { readonly pid: number; readonly startedAt: string };

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, startedAt: startTicks(process.pid) ?? '' };
}

export function isAlive({ pid, startedAt }: ProcessIdentity): boolean {
  const ticks = startTicks(pid);
  if (ticks !== undefined) return startedAt === '' || ticks === startedAt;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // EPERM: it lives, under another user.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}

/** Field 22 of /proc/PID/stat, counted behind the name, which may hold spaces (proc(5)). Undefined where there is no /proc. */
function startTicks(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
