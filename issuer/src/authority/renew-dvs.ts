import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { PermitError } from '@residence-permit/shared/errors';
import { compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import type { Authority, CvHolder, DvName, P256Signer } from './authority.ts';
import { makeDv } from './cv-certificates.ts';
import { lastDay, TERMINAL_LIFE_DAYS } from './decide-certificate.ts';

/** Length of the sequence at the end of a holder reference. */
const SEQUENCE_LENGTH = 5;

/**
 * The authority with document verifier certificates under which a terminal can be given its full life today. One that covers
 * that life is kept, because chips remember it and need not be sent it again; another is made anew for the same key.
 * Without the CVCA's key here, one that is still in force is kept too: terminals under it live shorter.
 * @throws PermitError CERTIFICATE_BAD when the CVCA does not cover `today`; OFFLINE_KEYS_ABSENT when a verifier has
 * expired and the CVCA's key is not here
 */
export async function renewDvs<Held extends Authority>(
  authority: Held,
  today: PlainDate,
  cvcaKey: P256Signer | undefined = authority.offline?.cvca,
): Promise<Held> {
  const renewed = async (name: DvName): Promise<CvHolder> => {
    const dv = authority.dvs[name];
    if (covers(dv, today, lastDay(today, TERMINAL_LIFE_DAYS))) return dv;
    if (cvcaKey !== undefined) {
      const cvca = { key: cvcaKey, certificate: authority.cvca.certificate };
      return makeDv({ cvca, name, key: dv.key, effective: today, sequence: sequenceOf(dv) + 1 });
    }
    if (covers(dv, today, today)) return dv;
    throw new PermitError('OFFLINE_KEYS_ABSENT', { detail: `document verifier ${name} has expired` });
  };
  return { ...authority, dvs: { official: await renewed('official'), 'non-official': await renewed('non-official') } };
}

function covers({ certificate }: CvHolder, first: PlainDate, last: PlainDate): boolean {
  const { effective, expiry } = decodeCvCertificate(certificate);
  return compareDates(effective, first) <= 0 && compareDates(expiry, last) >= 0;
}

function sequenceOf({ certificate }: CvHolder): number {
  return Number(decodeCvCertificate(certificate).chr.slice(-SEQUENCE_LENGTH));
}
