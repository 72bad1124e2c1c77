import type { Own } from './read-own.ts';

type OwnCase = Own['cases'][number];

const OPEN = ['FILED', 'ADMITTED'];

/** The appeal of a case that nobody has decided yet; its holder may take it back. */
export function openAppeal({ appeals }: Pick<OwnCase, 'appeals'>): OwnCase['appeals'][number] | undefined {
  return appeals.find(({ state }) => OPEN.includes(state));
}

/** Whether the decision of a case can be appealed on that day, YYYY-MM-DD: it is there, in time, and nobody judged an appeal against it. */
export function isAppealable({ decision, appealBy, appeals }: OwnCase, today: string): boolean {
  if (decision === undefined || appealBy === undefined || appealBy < today) return false;
  return !appeals.some(
    ({ state, decisionId, outcome }) => OPEN.includes(state) || (decisionId === decision.id && outcome !== undefined),
  );
}
