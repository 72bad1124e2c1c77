import { PermitError } from '@residence-permit/shared/errors';
import { type CvCertificate, decodeCvCertificate, signCvCertificate } from '@residence-permit/shared/cv-certificate';
import { type Outcome, ok } from '@residence-permit/shared/outcome';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { Template } from '@residence-permit/shared/terminal-auth';
import type { CvHolder, DvName, P256Signer } from './authority.ts';
import { type CertificateRefusal, DV_LIFE_DAYS, decideCertificate, lastDay } from './decide-certificate.ts';

/** Holder references: country, mnemonic of at most 9 characters, sequence of 5. TR-03110-3 §A.6.1. ZZ is nobody's country. */
const CVCA_MNEMONIC = 'ZZPERMIT';
const DV_MNEMONICS = { official: 'ZZDVOFF', 'non-official': 'ZZDVOPEN' } as const satisfies Record<DvName, string>;

const READABLE = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 17, 18, 19, 20, 21] as const;
const WRITABLE = [17, 18, 19, 20, 21] as const;

/** Every right there is: what the CVCA may pass on. */
const CVCA_TEMPLATE: Template = {
  role: 'cvca',
  read: READABLE,
  write: WRITABLE,
  count: true,
  canAllowed: true,
  pinManagement: true,
};
/** What each document verifier may pass on: only the official one may let a terminal write or set a PIN. */
const DV_TEMPLATES = {
  official: { ...CVCA_TEMPLATE, role: 'dv-official' },
  'non-official': { ...CVCA_TEMPLATE, role: 'dv-non-official', write: [], pinManagement: false },
} as const satisfies Record<DvName, Template>;

/** The self-signed country verifying certificate, with domain parameters. TR-03110-3 §C. */
export async function makeCvca(options: {
  readonly key: P256Signer;
  readonly effective: PlainDate;
  readonly expiry: PlainDate;
  /** 1 for the first CVCA of this authority, then ascending. */
  readonly sequence: number;
}): Promise<CvHolder> {
  const { key, effective, expiry, sequence } = options;
  const reference = referenceOf(CVCA_MNEMONIC, sequence);
  const certificate = await signCvCertificate({
    fields: {
      car: reference,
      chr: reference,
      publicKey: key.publicKey,
      template: CVCA_TEMPLATE,
      effective,
      expiry,
    },
    sign: (body) => key.sign(body),
  });
  return { key, certificate };
}

/**
 * The link from one CVCA to the next: the next one's certificate, signed by the one before. A chip that is shown it trusts
 * both. TR-03110-3 §2.5.
 */
export function makeLinkCertificate(before: CvHolder, next: CvHolder): Promise<Uint8Array> {
  const { chr: car } = decodeCvCertificate(before.certificate);
  const { chr, publicKey, template, effective, expiry } = decodeCvCertificate(next.certificate);
  return signCvCertificate({
    fields: { car, chr, publicKey, template, effective, expiry },
    sign: (body) => before.key.sign(body),
  });
}

/**
 * A document verifier's certificate of the longest life allowed, cut to the CVCA's.
 * @throws PermitError CERTIFICATE_BAD when the CVCA does not cover its first day
 */
export async function makeDv(options: {
  readonly cvca: CvHolder;
  readonly name: DvName;
  readonly key: P256Signer;
  readonly effective: PlainDate;
  /** 1 for the first certificate of this verifier, then ascending. */
  readonly sequence: number;
}): Promise<CvHolder> {
  const { cvca, name, key, effective, sequence } = options;
  const made = await issueUnder(cvca, {
    reference: referenceOf(DV_MNEMONICS[name], sequence),
    key,
    template: DV_TEMPLATES[name],
    effective,
    expiry: lastDay(effective, DV_LIFE_DAYS),
  });
  if (!made.ok) throw new PermitError('CERTIFICATE_BAD', { detail: made.refusal });
  return made.value;
}

/** Issues a certificate under a holder of a higher one, or says why not. */
export async function issueUnder(
  issuer: CvHolder,
  wanted: {
    /** Whole holder reference, 15 characters at most. */
    readonly reference: string;
    readonly key: P256Signer;
    readonly template: Template;
    readonly effective: PlainDate;
    readonly expiry: PlainDate;
  },
): Promise<Outcome<CvHolder, CertificateRefusal>> {
  const above: CvCertificate = decodeCvCertificate(issuer.certificate);
  const decision = decideCertificate(wanted, above);
  if (!decision.ok) return decision;
  const certificate = await signCvCertificate({
    fields: {
      car: above.chr,
      chr: wanted.reference,
      publicKey: wanted.key.publicKey,
      template: wanted.template,
      effective: wanted.effective,
      expiry: wanted.expiry,
    },
    sign: (body) => issuer.key.sign(body),
  });
  return ok({ key: wanted.key, certificate });
}

/** Country and mnemonic, then the sequence in five digits. */
export function referenceOf(mnemonic: string, sequence: number): string {
  return `${mnemonic}${String(sequence).padStart(5, '0')}`;
}
