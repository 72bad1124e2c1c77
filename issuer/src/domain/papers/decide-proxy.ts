import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { addYears, compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import type { ProxyReason } from '../policy/index.ts';

/** Decree 663 art. 9: under 16 a guardian or close relative files. */
const OWN_APPLICATION_AGE = 16;
/** Law on the Protection of the Elderly art. 2. */
const ELDERLY_AGE = 60;
/** Civil Code art. 17: whoever acts for another is of age. */
const ADULT_AGE = 18;

/** Who stands to the applicant as what. */
export type ProxyRelation = 'GUARDIAN' | 'CLOSE_RELATIVE';

export type ProxyRefusal =
  /** A child does not file for itself. */
  | 'proxy-needed'
  /** The age does not fit the reason. */
  | 'reason-does-not-fit'
  /** The proxy is a minor, or the applicant in person. */
  | 'proxy-not-allowed';

/** Whether the applicant may file alone, or the proxy for that reason. Reduced mobility is for the papers to show. */
export function decideProxy(
  applicant: { readonly personId: string; readonly birthDate: PlainDate },
  filing: {
    readonly today: PlainDate;
    readonly proxy?: {
      readonly personId: string;
      readonly birthDate: PlainDate;
      readonly reason: ProxyReason;
      readonly relation: ProxyRelation;
    };
  },
): Outcome<{ readonly filedBy: 'APPLICANT' | ProxyRelation }, ProxyRefusal> {
  const { proxy, today } = filing;
  const isOver = (birthDate: PlainDate, age: number) => compareDates(today, addYears(birthDate, age)) >= 0;
  const ownApplication = isOver(applicant.birthDate, OWN_APPLICATION_AGE);
  if (proxy === undefined) return ownApplication ? ok({ filedBy: 'APPLICANT' }) : refused('proxy-needed');
  if (proxy.personId === applicant.personId || !isOver(proxy.birthDate, ADULT_AGE)) return refused('proxy-not-allowed');
  const fits = {
    UNDER_16: !ownApplication,
    ELDERLY: isOver(applicant.birthDate, ELDERLY_AGE),
    DISABLED: true,
  } as const satisfies Record<ProxyReason, boolean>;
  return fits[proxy.reason] ? ok({ filedBy: proxy.relation }) : refused('reason-does-not-fit');
}
