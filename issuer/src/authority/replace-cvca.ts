import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { PermitError } from '@residence-permit/shared/errors';
import { addDays, type PlainDate } from '@residence-permit/shared/plain-date';
import type { Authority, CvHolder, DvName, P256Signer } from './authority.ts';
import { makeCvca, makeDv, makeLinkCertificate } from './cv-certificates.ts';

const CVCA_LIFE_DAYS = 3650;
/** Length of the sequence at the end of a holder reference. */
const SEQUENCE_LENGTH = 5;

/**
 * The authority with a new CVCA, a link certificate from the old one, and document verifiers under the new one. New cards
 * trust the new CVCA; older ones are shown the link by terminals and trust both from then on. Once in the life of an
 * authority: a card that knows only the first CVCA could not follow two links that it never met.
 * @throws PermitError STORE_CONFLICT when it was replaced before; CERTIFICATE_BAD
 */
export async function replaceCvca<Held extends Authority>(
  authority: Held,
  keys: { readonly old: P256Signer; readonly next: P256Signer },
  today: PlainDate,
): Promise<Held> {
  if (authority.cvca.previous !== undefined) {
    throw new PermitError('STORE_CONFLICT', { detail: 'the CVCA was replaced before' });
  }
  const before: CvHolder = { key: keys.old, certificate: authority.cvca.certificate };
  const sequence = sequenceOf(before.certificate) + 1;
  const next = await makeCvca({
    key: keys.next,
    effective: today,
    expiry: addDays(today, CVCA_LIFE_DAYS - 1),
    sequence,
  });
  const link = await makeLinkCertificate(before, next);
  const dv = (name: DvName) => {
    const { key, certificate } = authority.dvs[name];
    return makeDv({ cvca: next, name, key, effective: today, sequence: sequenceOf(certificate) + 1 });
  };
  return {
    ...authority,
    cvca: { certificate: next.certificate, previous: { certificate: before.certificate, link } },
    dvs: { official: await dv('official'), 'non-official': await dv('non-official') },
  };
}

function sequenceOf(certificate: Uint8Array): number {
  return Number(decodeCvCertificate(certificate).chr.slice(-SEQUENCE_LENGTH));
}
