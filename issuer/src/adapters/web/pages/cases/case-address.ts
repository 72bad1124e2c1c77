import type { Purpose } from '../../../../domain/rights/index.ts';
import type { PageRequest } from '../../page/page.ts';

/** The part of an address that names a case: its number, for which it is opened, and its id. */
export const CASE_PATH = '/office/cases/:number/:applicationId';

/** Where the page of a case is, and what hangs below it: `facts`, `papers`, … */
export function caseAddress(named: { readonly number: string; readonly id: string }, below = ''): `/${string}` {
  return `/office/cases/${named.number}/${named.id}${below === '' ? '' : `/${below}`}`;
}

/** The same for the case that a page's own address names. */
export function addressHere({ params }: PageRequest, below = ''): `/${string}` {
  return caseAddress({ number: params['number'] ?? '', id: params['applicationId'] ?? '' }, below);
}

/** What the viewer opens cases for, by role. */
export function purposeOf({ viewer }: PageRequest): Purpose {
  const roles = viewer?.roles ?? [];
  if (roles.includes('clerk') || roles.includes('reviewer')) return 'case-handling';
  return roles.includes('producer') ? 'card-production' : 'supervision';
}

/** The ground on which the case of an address is opened: the purpose of the role, and the case itself. */
export function groundHere(page: PageRequest): { readonly purpose: Purpose; readonly caseNumber: string } {
  return { purpose: purposeOf(page), caseNumber: page.params['number'] ?? '' };
}

/** The parameter by which the API knows the case of an address. */
export function caseParams({ params }: PageRequest): { readonly applicationId: string } {
  return { applicationId: params['applicationId'] ?? '' };
}
