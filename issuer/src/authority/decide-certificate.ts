import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { addDays, compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import { andTemplates, type Template } from '@residence-permit/shared/terminal-auth';

/** Longest lives in days, first and last day included. Card profile 1 §5: a chip reads no revocation list, so lives are short. */
export const DV_LIFE_DAYS = 90;
export const TERMINAL_LIFE_DAYS = 45;
/** Terminals that may write DG17, that is endorse. */
export const ENDORSING_TERMINAL_LIFE_DAYS = 3;
/** Data group of the endorsement. */
const ENDORSEMENT_GROUP = 17;

export type CertificateRefusal =
  /** The life asked for ends before it begins, or is longer than this kind may live. */
  | 'life-too-long'
  /** The issuing certificate does not cover the life asked for. */
  | 'outside-issuer-life'
  /** A right is asked for that the issuing certificate does not hold. */
  | 'right-not-held';

/** What a card-verifiable certificate is to say: rights and days, both ends included. */
export type CertificateTerms = {
  readonly template: Template;
  readonly effective: PlainDate;
  readonly expiry: PlainDate;
};

/** Whether that issuer may make a certificate of these terms. */
export function decideCertificate(
  terms: CertificateTerms,
  issuer: CertificateTerms,
): Outcome<CertificateTerms, CertificateRefusal> {
  if (compareDates(terms.expiry, terms.effective) < 0) return refused('life-too-long');
  if (compareDates(terms.expiry, lastDay(terms.effective, longestLife(terms.template))) > 0) {
    return refused('life-too-long');
  }
  if (compareDates(terms.effective, issuer.effective) < 0 || compareDates(terms.expiry, issuer.expiry) > 0) {
    return refused('outside-issuer-life');
  }
  if (!holdsEvery(issuer.template, terms.template)) return refused('right-not-held');
  return ok(terms);
}

/** Days that a certificate with these rights may live. The CVCA's life is the ceremony's choice. */
export function longestLife(template: Template): number {
  if (template.role === 'cvca') return Number.POSITIVE_INFINITY;
  if (template.role !== 'terminal') return DV_LIFE_DAYS;
  return template.write.includes(ENDORSEMENT_GROUP) ? ENDORSING_TERMINAL_LIFE_DAYS : TERMINAL_LIFE_DAYS;
}

/** The last day of a life of that many days that begins on `effective`. */
export function lastDay(effective: PlainDate, days: number): PlainDate {
  return Number.isFinite(days) ? addDays(effective, days - 1) : addDays(effective, 36_500);
}

function holdsEvery(held: Template, asked: Template): boolean {
  const common = andTemplates(held, asked);
  return (
    asked.read.every((group) => common.read.includes(group)) &&
    asked.write.every((group) => common.write.includes(group)) &&
    (!asked.count || common.count) &&
    (!asked.canAllowed || common.canAllowed) &&
    (!asked.pinManagement || common.pinManagement)
  );
}
