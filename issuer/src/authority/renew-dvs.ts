import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import type { Authority, CvHolder, DvName } from './authority.ts';
import { makeDv } from './cv-certificates.ts';

/** Length of the sequence at the end of a holder reference. */
const SEQUENCE_LENGTH = 5;

/**
 * The authority with fresh document verifier certificates for the same keys, from `today` on.
 * A certificate made today already is kept, so that repeating the step changes nothing.
 * @throws PermitError CERTIFICATE_BAD when the CVCA does not cover `today`
 */
export async function renewDvs(authority: Authority, today: PlainDate): Promise<Authority> {
  const official = await renew(authority.cvca, 'official', authority.dvs.official, today);
  const nonOfficial = await renew(authority.cvca, 'non-official', authority.dvs['non-official'], today);
  return { ...authority, dvs: { official, 'non-official': nonOfficial } };
}

async function renew(cvca: CvHolder, name: DvName, dv: CvHolder, today: PlainDate): Promise<CvHolder> {
  const { chr, effective } = decodeCvCertificate(dv.certificate);
  if (compareDates(effective, today) >= 0) return dv;
  const sequence = Number(chr.slice(-SEQUENCE_LENGTH)) + 1;
  return makeDv({ cvca, name, key: dv.key, effective: today, sequence });
}
