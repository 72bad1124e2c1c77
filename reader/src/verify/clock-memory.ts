import type { Trust } from '@residence-permit/shared/trust-bundle';

const latest = new WeakMap<Trust, number>();

/**
 * The latest reading of the clock before this one, over all taps under the same trust and, through its floor, over the
 * processes before; then remembers this one. It lives as long as the snapshot does.
 */
export function rememberReading(trust: Trust, at: number): number {
  const before = Math.max(trust.clockFloor, latest.get(trust) ?? 0);
  if (trust.clockFloor > 0) latest.set(trust, Math.max(before, at));
  return before;
}
