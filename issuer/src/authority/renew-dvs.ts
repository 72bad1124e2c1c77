import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import type { Authority, CvHolder, DvName } from './authority.ts';
import { makeDv } from './cv-certificates.ts';
import { lastDay, TERMINAL_LIFE_DAYS } from './decide-certificate.ts';

/** Length of the sequence at the end of a holder reference. */
const SEQUENCE_LENGTH = 5;

/**
 * The authority with document verifier certificates under which a terminal can be given its full life today. One that covers
 * that life is kept, because chips remember it and need not be sent it again; another is made anew for the same key.
 * @throws PermitError CERTIFICATE_BAD when the CVCA does not cover `today`
 */
export async function renewDvs(authority: Authority, today: PlainDate): Promise<Authority> {
  const official = await renew(authority.cvca, 'official', authority.dvs.official, today);
  const nonOfficial = await renew(authority.cvca, 'non-official', authority.dvs['non-official'], today);
  return { ...authority, dvs: { official, 'non-official': nonOfficial } };
}

async function renew(cvca: CvHolder, name: DvName, dv: CvHolder, today: PlainDate): Promise<CvHolder> {
  const { chr, effective, expiry } = decodeCvCertificate(dv.certificate);
  const needed = lastDay(today, TERMINAL_LIFE_DAYS);
  if (compareDates(effective, today) <= 0 && compareDates(expiry, needed) >= 0) return dv;
  const sequence = Number(chr.slice(-SEQUENCE_LENGTH)) + 1;
  return makeDv({ cvca, name, key: dv.key, effective: today, sequence });
}
