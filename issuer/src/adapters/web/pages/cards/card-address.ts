import type { PageRequest } from '../../page/page.ts';
import { typedIn } from '../../page/text-of.ts';

/** The part of an address that names a card. */
export const CARD_PATH = '/office/cards/:cardNumber';

/** Where the screen of a card is, and what hangs below it: `check`, `hand-over`, … `at`: the reader that it lies on. */
export function cardAddress(cardNumber: string, below = '', at?: string): `/${string}` {
  const query = at === undefined || at === '' ? '' : `?${new URLSearchParams({ at }).toString()}`;
  return `/office/cards/${cardNumber}${below === '' ? '' : `/${below}`}${query}`;
}

/** The card that the page's own address names, as the API takes it. */
export function cardParams({ params }: PageRequest): { readonly cardNumber: string } {
  return { cardNumber: params['cardNumber'] ?? '' };
}

/** The reader that was chosen on this page or the one before it. */
export function chosenReader({ fields, query }: PageRequest): string | undefined {
  return typedIn(fields, 'at') ?? typedIn(query, 'at');
}
