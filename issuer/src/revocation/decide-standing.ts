import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { CardEntry, Standing } from '../register/index.ts';

/** What may be asked of a card's standing. */
export type StandingChange = 'hold' | 'lift' | 'revoke';

export type StandingRefusal =
  /** Revocation is final. */
  'card-revoked' | 'already-on-hold' | 'not-on-hold';

/**
 * The new standing of a card. A hold stops a lost card at once and can be lifted until the card is replaced, because
 * replacing revokes it; a revocation is final.
 */
export function decideStanding(card: CardEntry, change: StandingChange): Outcome<Standing, StandingRefusal> {
  if (card.standing === 'revoked') return refused('card-revoked');
  if (change === 'revoke') return ok('revoked');
  if (change === 'hold') return card.standing === 'hold' ? refused('already-on-hold') : ok('hold');
  return card.standing === 'hold' ? ok('clear') : refused('not-on-hold');
}
