import type { PageRequest } from '../../page/page.ts';

/** The part of an address that names the case for which a permit or a card is ended. */
export const ENDING_PATH = '/office/endings/of/:number/:applicationId';

/** Where the card or the permit of a case is ended, and what hangs below it. */
export function endingAddress(named: { readonly number: string; readonly id: string }, below = ''): `/${string}` {
  return `/office/endings/of/${named.number}/${named.id}${below === '' ? '' : `/${below}`}`;
}

/** The same for the case that a page's own address names. */
export function endingHere({ params }: PageRequest, below = ''): `/${string}` {
  return endingAddress({ number: params['number'] ?? '', id: params['applicationId'] ?? '' }, below);
}
