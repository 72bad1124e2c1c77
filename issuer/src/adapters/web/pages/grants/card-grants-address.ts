import { cardParams } from '../cards/card-address.ts';
import type { PageRequest } from '../../page/page.ts';

/** The part of an address that names the card that entitlements are written to. */
export const CARD_GRANTS_PATH = '/office/grants/cards/:cardNumber';

/** Where entitlements are written to a card, and what hangs below it: `written`. */
export function grantsOnCard(cardNumber: string, below = ''): `/${string}` {
  return `/office/grants/cards/${cardNumber}${below === '' ? '' : `/${below}`}`;
}

/** The same for the card that a page's own address names. */
export function grantsHere(page: PageRequest, below = ''): `/${string}` {
  return grantsOnCard(cardParams(page).cardNumber, below);
}
