import type { PageRequest } from '../../page/page.ts';

/** The part of an address that names the case by whose number a person's record is opened. */
export const RECORD_PATH = '/office/records/of/:number/:applicationId';

/** Where erasures wait for a second supervisor. */
export const ERASURES_PATH = '/office/records/erasures';

/** Where the record of a case's person is sealed, opened and erased, and what hangs below it. */
export function recordAddress(named: { readonly number: string; readonly id: string }, below = ''): `/${string}` {
  return `/office/records/of/${named.number}/${named.id}${below === '' ? '' : `/${below}`}`;
}

/** The same for the case that a page's own address names. */
export function recordHere({ params }: PageRequest, below = ''): `/${string}` {
  return recordAddress({ number: params['number'] ?? '', id: params['applicationId'] ?? '' }, below);
}
