import type { Own } from './read-own.ts';

const LIVE = ['ACTIVE', 'LOST_HOLD'];

/** The card that the holder uses, or has reported lost. */
export function liveCard({ cards }: Own): Own['cards'][number] | undefined {
  return cards.findLast(({ state }) => LIVE.includes(state));
}
