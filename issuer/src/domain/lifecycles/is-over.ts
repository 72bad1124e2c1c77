import type { ApplicationState } from './application.ts';

/** Where nothing of a case is awaited; a refused one is taken up again by an upheld appeal alone. */
export const OVER: readonly ApplicationState[] = ['CLOSED', 'REFUSED', 'WITHDRAWN', 'LAPSED'];

/** Whether a case is over, and its clock with it. */
export function isOver(state: string): boolean {
  return OVER.some((over) => over === state);
}
