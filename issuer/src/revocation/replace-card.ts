import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { RandomSource } from '../ports/index.ts';
import { type CardEntry, getCard, getPermit, planCard, type Register, withCard } from '../register/index.ts';

export type ReplaceRefusal =
  /** A card in production is first quarantined. */
  | 'in-production'
  /** Another card took its place already. */
  | 'already-replaced';

/**
 * Revokes a lost, damaged or quarantined card for good and plans its successor in one step: same permit, same `permitRef`, so that the
 * grants go on; another card number and status index. The old card never becomes good again, even when it is found.
 * @throws PermitError STORE_CONFLICT when the register has no such card
 */
export function makeReplaceCard(deps: { readonly register: Register; readonly random: RandomSource }) {
  return (cardNumber: string): Promise<Outcome<CardEntry, ReplaceRefusal>> =>
    deps.register.change<Outcome<CardEntry, ReplaceRefusal>>((state) => {
      const old = getCard(state, cardNumber);
      if (old.stage !== 'active' && old.stage !== 'quarantined') return { state, value: refused('in-production') };
      if (state.cards.some((card) => card.replaces === cardNumber && card.stage !== 'quarantined')) {
        return { state, value: refused('already-replaced') };
      }
      const { record } = getPermit(state, old.permitRef);
      const plan = { record, permitRef: old.permitRef, statusUri: old.status.uri, replaces: cardNumber };
      const planned = planCard(withCard(state, cardNumber, { standing: 'revoked' }), plan, deps.random);
      return { state: planned.state, value: ok(planned.value) };
    });
}
