import type { Outcome } from '@residence-permit/shared/outcome';
import { getCard, type Register, type Standing, withCard } from '../register/index.ts';
import { decideStanding, type StandingChange, type StandingRefusal } from './decide-standing.ts';

/**
 * Holds, lifts or revokes a card in the register. Verifiers learn of it with the next status list that is published.
 * @throws PermitError STORE_CONFLICT when the register has no such card
 */
export function makeChangeStanding(deps: { readonly register: Register }) {
  return (cardNumber: string, change: StandingChange): Promise<Outcome<Standing, StandingRefusal>> =>
    deps.register.change<Outcome<Standing, StandingRefusal>>((state) => {
      const decision = decideStanding(getCard(state, cardNumber), change);
      if (!decision.ok) return { state, value: decision };
      return { state: withCard(state, cardNumber, { standing: decision.value }), value: decision };
    });
}
