import type * as z from 'zod';
import type { TapView } from '../../../http/api/demonstration/tap-view.ts';

/** What the screen of a service point shows; each has a sign, a sentence and a next step for whoever looks at it. */
export const TAP_SCREENS = ['pass', 'not-covered', 'renew', 'cannot-decide', 'card-problem'] as const;
export type TapScreen = (typeof TAP_SCREENS)[number];

/**
 * The screen of a tap. A card that is no proof says so before anything else; one that is good and pauses, or does not cover
 * the service, is not called bad; and what could not be checked says nothing about whoever holds it.
 */
export function tapScreenOf({ verdict, answers }: Pick<z.output<typeof TapView>, 'verdict' | 'answers'>): TapScreen {
  if (verdict === 'accepted') return 'pass';
  if (verdict === 'undecided') return 'cannot-decide';
  const { authentic, chipGenuine, current, inFunction } = answers;
  if ([authentic, chipGenuine, current].some(({ answer }) => answer === 'no')) return 'card-problem';
  return inFunction.answer === 'no' ? 'renew' : 'not-covered';
}
