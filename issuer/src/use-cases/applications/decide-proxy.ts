import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { addYears, compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import type { Proxy } from '../ports/index.ts';

/** Below this age somebody else files. Decree 663 art. 9. */
const CHILD_UNDER = 16;
/** From this age on a proxy needs no other ground. Law on the Rights of the Elderly art. 2. */
const ELDERLY_FROM = 60;

export type ProxyRefusal =
  /** A child does not file alone. */
  | 'proxy-missing'
  /** The age is not that of the ground. */
  | 'proxy-ground-unmet'
  /** Nobody is their own proxy. */
  | 'proxy-is-applicant';

/** Whether somebody else files for the applicant, and on a ground that holds. That of a disability is shown by a paper. */
export function decideProxy(
  applicant: { readonly citizenId: string; readonly birthDate: PlainDate },
  proxy: Proxy | undefined,
  today: PlainDate,
): Outcome<Proxy | undefined, ProxyRefusal> {
  const isChild = compareDates(addYears(applicant.birthDate, CHILD_UNDER), today) > 0;
  if (proxy === undefined) return isChild ? refused('proxy-missing') : ok(undefined);
  if (proxy.citizenId === applicant.citizenId) return refused('proxy-is-applicant');
  const isElderly = compareDates(addYears(applicant.birthDate, ELDERLY_FROM), today) <= 0;
  const holds = { UNDER_16: isChild, ELDERLY: isElderly, DISABLED: true }[proxy.ground];
  return holds ? ok(proxy) : refused('proxy-ground-unmet');
}
