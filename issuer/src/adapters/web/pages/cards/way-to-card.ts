import type { CaseBody } from '../cases/read-case.ts';
import { cardAddress } from './card-address.ts';

/** What the next step of a card is: the page below its screen; elsewhere the screen itself. */
const NEXT: Readonly<Record<string, string | undefined>> = {
  READ_BACK: 'check',
  HELD: 'hand-over',
  HANDED_OVER: 'activation',
};
/** A card in one of these is out of use, and the case has none. */
const GONE = ['QUARANTINED', 'SPOILED', 'LAPSED', 'RELEASED'];

/** Where the card of a case is begun; where it is begun already, this leads on to its next step. */
export function ofCaseAddress({ number, id }: { readonly number: string; readonly id: string }): `/${string}` {
  return `/office/cards/of/${number}/${id}`;
}

/** Where the card of an open case is worked on next: at the page of its step, or where it is begun. */
export function wayToCard({ application, cards }: Pick<CaseBody, 'application' | 'cards'>): `/${string}` {
  const card = currentCard(cards);
  return card === undefined ? ofCaseAddress(application) : cardAddress(card.cardNumber, NEXT[card.state]);
}

/** The card that a case has now; one that was set aside is none. */
export function currentCard(cards: CaseBody['cards']): CaseBody['cards'][number] | undefined {
  const newest = cards.at(-1);
  return newest === undefined || GONE.includes(newest.state) ? undefined : newest;
}
