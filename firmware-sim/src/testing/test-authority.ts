import { p256 } from '@noble/curves/nist.js';
import { concatBytes } from '@residence-permit/shared/bytes';
import { type CvFields, encodeCvBody } from '@residence-permit/shared/cv-certificate';
import { derivePublic, scalarFromRandom } from '@residence-permit/shared/pace';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import type { Template } from '@residence-permit/shared/terminal-auth';
import { encodeTlv } from '@residence-permit/shared/tlv';
import { seededRandom } from './seeded-random.ts';

/** A key with the certificate that names it. `certificate` is the whole 7F21. */
export type CertifiedKey = {
  readonly reference: string;
  readonly secret: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly certificate: Uint8Array;
};

const ALL_READ = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 17, 18, 19, 20, 21];
const ALL_WRITE = [17, 18, 19, 20, 21];

/** Every right that this profile knows. */
export function allRights(role: Template['role']): Template {
  return { role, read: ALL_READ, write: ALL_WRITE, count: true, canAllowed: true, pinManagement: true };
}

/** What a test wants to be different from a usual certificate. */
export type CertificateWish = {
  readonly reference: string;
  readonly template: Template;
  readonly effective?: string;
  readonly expiry?: string;
};

/** Signs a certificate for a new key. The key depends on the reference alone. */
export function certify(
  issuer: Pick<CertifiedKey, 'reference' | 'secret'> | 'self',
  wish: CertificateWish,
): CertifiedKey {
  const secret = scalarFromRandom('P-256', seededRandom(`key of ${wish.reference}`)(48));
  const publicKey = derivePublic('P-256', secret);
  const fields: CvFields = {
    car: issuer === 'self' ? wish.reference : issuer.reference,
    publicKey,
    chr: wish.reference,
    template: wish.template,
    effective: parsePlainDate(wish.effective ?? '2026-11-01'),
    expiry: parsePlainDate(wish.expiry ?? '2026-12-10'),
  };
  const body = encodeCvBody(fields);
  const signature = p256.sign(body, issuer === 'self' ? secret : issuer.secret, { lowS: false });
  const certificate = encodeTlv(0x7f21, concatBytes(body, encodeTlv(0x5f37, signature)));
  return { reference: wish.reference, secret, publicKey, certificate };
}

/** The test authority: a CVCA, an official and a non-official DV under it. */
export const CVCA = certify('self', {
  reference: 'XTPERMITCA00001',
  template: allRights('cvca'),
  effective: '2026-10-01',
  expiry: '2029-10-01',
});
export const OFFICIAL_DV = certify(CVCA, { reference: 'XTOFFICEDV00001', template: allRights('dv-official') });
export const NON_OFFICIAL_DV = certify(CVCA, { reference: 'XTHEALTHDV00001', template: allRights('dv-non-official') });

/** A terminal of the office, with every right. */
export const OFFICE_TERMINAL = certify(OFFICIAL_DV, { reference: 'XTOFFICET000001', template: allRights('terminal') });

/** A terminal of a clinic: name, birth date, endorsement, health grants, and counting. */
export const CLINIC_RIGHTS: Template = {
  role: 'terminal',
  read: [2, 3, 17, 18],
  write: [],
  count: true,
  canAllowed: true,
  pinManagement: false,
};
export const CLINIC_TERMINAL = certify(NON_OFFICIAL_DV, { reference: 'XTCLINICT000001', template: CLINIC_RIGHTS });
