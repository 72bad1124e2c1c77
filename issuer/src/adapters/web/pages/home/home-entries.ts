import type { Role } from '../../../../domain/rights/index.ts';
import { accountsEntries } from '../accounts/accounts-entries.ts';
import { auditEntries } from '../audit/audit-entries.ts';
import { endingsEntries } from '../endings/endings-entries.ts';
import { grantsEntries } from '../grants/grants-entries.ts';
import { importsEntries } from '../imports/imports-entries.ts';
import { mergesEntries } from '../merges/merges-entries.ts';
import { peopleEntries } from '../people/people-entries.ts';
import { policyEntries } from '../policy/policy-entries.ts';
import { reviewsEntries } from '../reviews/reviews-entries.ts';
import { settingsEntries } from '../settings/settings-entries.ts';
import { statisticsEntries } from '../statistics/statistics-entries.ts';
import { statusEntries } from '../status/status-entries.ts';
import { terminalsEntries } from '../terminals/terminals-entries.ts';
import { usesEntries } from '../uses/uses-entries.ts';
import type { PageEntry } from './page-entry.ts';

/** Ways into every part of the pages beside the queues of cases. A new family is one line here. */
const ENTRIES: readonly PageEntry[] = [
  ...peopleEntries,
  ...reviewsEntries,
  ...mergesEntries,
  ...accountsEntries,
  ...grantsEntries,
  ...endingsEntries,
  ...terminalsEntries,
  ...usesEntries,
  ...importsEntries,
  ...policyEntries,
  ...statisticsEntries,
  ...auditEntries,
  ...statusEntries,
  ...settingsEntries,
];

/** Those of the roles of the viewer. */
export function entriesOf(roles: readonly Role[]): readonly PageEntry[] {
  return ENTRIES.filter((entry) => entry.roles.some((role) => roles.includes(role)));
}
