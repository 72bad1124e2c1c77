import type { ApplicationState } from '../lifecycles/index.ts';

/** States in which the clock of a case runs: from acceptance until the card is ready or the refusal given, the office is late. */
export const RUNNING_STATES = [
  'ACCEPTED',
  'IN_REVIEW',
  'APPROVED',
  'IN_PRODUCTION',
  'QUALITY_CHECK',
] as const satisfies readonly ApplicationState[];

/** States in which the office has done what it owed; who withdrew or never came was owed nothing more. */
export const DONE_STATES = ['READY', 'REFUSED', 'CLOSED'] as const satisfies readonly ApplicationState[];

/** Whether the clock runs in that state. */
export function isRunning(state: string): boolean {
  return (RUNNING_STATES as readonly string[]).includes(state);
}

/** The move by which the clock of a case stopped, out of all its moves in their order; nothing where it never ran or runs. */
export function findClockStop<Move extends { readonly from?: string; readonly to: string }>(
  moves: readonly Move[],
): Move | undefined {
  const last = moves.findLast(({ from, to }) => isRunning(to) || (from !== undefined && isRunning(from)));
  return last === undefined || isRunning(last.to) ? undefined : last;
}
