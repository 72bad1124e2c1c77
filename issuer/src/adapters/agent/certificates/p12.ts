import { PermitError } from '@residence-permit/shared/errors';
import forge from 'node-forge';
import type { Identity } from './agent-authority.ts';

/** What an agent needs to reach its service: its own certificate and key, and the authority that it takes the service's from. */
export type AgentIdentity = Identity & { readonly authorityPem: string };

/** Shortest passphrase that a `.p12` file is sealed under. */
const MIN_PASSPHRASE = 12;
/** Rounds of PBKDF2 and of the file's own check value, as OpenSSL makes them; node-forge derives that one in JavaScript. */
const ROUNDS = 2048;

/**
 * The `.p12` file for the PC of a counter. PBES2 with AES-256; RFC 7292, RFC 8018 §6.2.
 * @throws PermitError SETTING_BAD for a passphrase of fewer than 12 characters
 */
export function packP12(identity: AgentIdentity, passphrase: string): Uint8Array {
  if (passphrase.length < MIN_PASSPHRASE) {
    throw new PermitError('SETTING_BAD', { detail: `a passphrase has at least ${MIN_PASSPHRASE} characters` });
  }
  const { certificatePem, keyPem, authorityPem } = identity;
  const certificate = forge.pki.certificateFromPem(certificatePem);
  const asn1 = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromPem(keyPem),
    [certificate, forge.pki.certificateFromPem(authorityPem)],
    passphrase,
    { algorithm: 'aes256', count: ROUNDS, friendlyName: nameIn(certificate) },
  );
  return Uint8Array.from(Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary'));
}

/**
 * Opens a `.p12` file with one key, its certificate and the authority above it.
 * @throws PermitError PASSPHRASE_WRONG, CERTIFICATE_BAD
 */
export function openP12(bytes: Uint8Array, passphrase: string): AgentIdentity {
  const asn1 = parse(bytes);
  let bags: Record<'keys' | 'certificates', readonly forge.pkcs12.Bag[]>;
  try {
    const opened = forge.pkcs12.pkcs12FromAsn1(asn1, true, passphrase);
    const { pkcs8ShroudedKeyBag, certBag } = forge.pki.oids;
    bags = { keys: bagsOf(opened, pkcs8ShroudedKeyBag), certificates: bagsOf(opened, certBag) };
  } catch (cause) {
    throw new PermitError('PASSPHRASE_WRONG', { cause, detail: '.p12 file' });
  }
  const key = bags.keys[0]?.key;
  const certificates = bags.certificates.flatMap(({ cert }) => (cert === undefined ? [] : [cert]));
  const authority = certificates.find((one) => one.isIssuer(one));
  const own = certificates.find((one) => one !== authority);
  if (key === undefined || key === null || authority === undefined || own === undefined) {
    throw new PermitError('CERTIFICATE_BAD', { detail: '.p12 file: want a key, its certificate and the authority' });
  }
  return {
    keyPem: forge.pki.privateKeyInfoToPem(forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key))),
    certificatePem: forge.pki.certificateToPem(own),
    authorityPem: forge.pki.certificateToPem(authority),
  };
}

function parse(bytes: Uint8Array): forge.asn1.Asn1 {
  try {
    return forge.asn1.fromDer(Buffer.from(bytes).toString('binary'));
  } catch (cause) {
    throw new PermitError('CERTIFICATE_BAD', { cause, detail: '.p12 file' });
  }
}

function bagsOf(opened: forge.pkcs12.Pkcs12Pfx, bagType: string | undefined): readonly forge.pkcs12.Bag[] {
  return bagType === undefined ? [] : (opened.getBags({ bagType })[bagType] ?? []);
}

function nameIn(certificate: forge.pki.Certificate): string {
  const field: unknown = certificate.subject.getField('CN')?.value;
  return typeof field === 'string' ? field : '';
}
