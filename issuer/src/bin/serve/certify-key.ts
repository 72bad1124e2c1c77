import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { PermitError } from '@residence-permit/shared/errors';
import { ok } from '@residence-permit/shared/outcome';
import { compareDates } from '@residence-permit/shared/plain-date';
import type { Template } from '@residence-permit/shared/terminal-auth';
import type { Authority } from '../../authority/index.ts';
import { issueUnder, referenceOf } from '../../authority/cv-certificates.ts';
import { lastDay, longestLife } from '../../authority/decide-certificate.ts';
import type { CertifyKey } from '../../use-cases/terminals/index.ts';

/** Certificates under the document verifiers of an authority, cut to their lives. The terminal's key stays in the terminal. */
export function makeCertifyKey(authority: Pick<Authority, 'dvs' | 'cvca'>): CertifyKey {
  return async ({ mnemonic, sequence, dv: name, rights, publicKey, today: effective }) => {
    const dv = authority.dvs[name];
    const template: Template = { ...rights, role: 'terminal' };
    const ownExpiry = lastDay(effective, longestLife(template));
    const dvExpiry = decodeCvCertificate(dv.certificate).expiry;
    const expiry = compareDates(ownExpiry, dvExpiry) <= 0 ? ownExpiry : dvExpiry;
    const reference = referenceOf(`ZZ${mnemonic}`, sequence);
    const key = {
      publicKey,
      sign: () => Promise.reject(new PermitError('KEY_BAD', { detail: 'the terminal has it' })),
    };
    const made = await issueUnder(dv, { reference, key, template, effective, expiry });
    if (!made.ok) return made;
    const link = authority.cvca.previous?.link;
    const certificates = {
      terminal: made.value.certificate,
      dv: dv.certificate,
      ...(link === undefined ? {} : { link }),
    };
    return ok({ reference, certificates, effective, expiry });
  };
}
