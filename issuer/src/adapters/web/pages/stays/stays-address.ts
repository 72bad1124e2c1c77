import type { PageRequest } from '../../page/page.ts';

/** The part of an address that names whose stays they are. */
export const STAYS_PATH = '/office/stays/:personId';

/** Where somebody's stays are, and what hangs below it: `declare`, `change`, `end/…`. */
export function staysAddress({ params }: PageRequest, below = ''): `/${string}` {
  return `/office/stays/${params['personId'] ?? ''}${below === '' ? '' : `/${below}`}`;
}
