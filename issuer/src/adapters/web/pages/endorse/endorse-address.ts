import type { PageRequest } from '../../page/page.ts';

/** The part of an address that names whose permit it is. */
export const HOLDER_PATH = '/office/endorsements/:personId';

/** Where somebody's endorsement is shown, and what hangs below it: `late`. */
export function holderAddress({ params }: PageRequest, below = ''): `/${string}` {
  return `/office/endorsements/${params['personId'] ?? ''}${below === '' ? '' : `/${below}`}`;
}
