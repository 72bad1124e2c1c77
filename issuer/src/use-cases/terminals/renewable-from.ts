import { addDays, type PlainDate } from '@residence-permit/shared/plain-date';
import type { TerminalCertificate } from '../ports/index.ts';

/** A certificate is renewed when it has so many days left, or a third of its life, whichever is less. */
const RENEW_DAYS = 15;

/** The first day on which a terminal gets the certificate after this one. */
export function renewableFrom({ effective, expiry }: Pick<TerminalCertificate, 'effective' | 'expiry'>): PlainDate {
  const lifeDays = Math.round((Date.parse(expiry) - Date.parse(effective)) / 86_400_000) + 1;
  return addDays(expiry, -Math.min(RENEW_DAYS, Math.floor(lifeDays / 3)));
}
