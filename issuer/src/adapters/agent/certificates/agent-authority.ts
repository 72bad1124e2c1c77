import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { toHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import forge from 'node-forge';
import type { RandomSource } from '../../../ports/index.ts';

/** A certificate and the key in it, both PEM; the key is PKCS#8 without a passphrase. */
export type Identity = { readonly certificatePem: string; readonly keyPem: string };

/** Who a certificate is for: the service under its host names and addresses, or the agent of one counter. */
export type CertificateSubject =
  | { readonly kind: 'service'; readonly hosts: readonly string[] }
  /** 2 to 32 letters, digits and hyphens. */
  | { readonly kind: 'agent'; readonly name: string };

/** First and last instant of a certificate, in seconds since 1970, both included. */
export type CertificateTerm = { readonly from: number; readonly through: number };

export type IssuedCertificate = Identity &
  CertificateTerm & {
    /** 32 hexadecimal digits. */
    readonly serial: string;
  };

/** The authority lives ten years, certificates under it some months. */
const RSA_BITS = { authority: 3072, leaf: 2048 } as const;
const SERIAL_BYTES = 16;
const ORGANIZATION = 'Residence permit office';
const AGENT_NAME = /^[A-Za-z0-9][A-Za-z0-9-]{1,31}$/;
const IP_ADDRESS = /^[0-9.]+$|:/;

/** subjectAltName kinds. RFC 5280 §4.2.1.6 */
const ALT_DNS = 2;
const ALT_IP = 7;

/**
 * The authority under which service and counter agents know each other. It is no part of what verifiers trust: RSA, made with
 * node-forge, because that writes the `.p12` files that a counter's PC takes.
 */
export async function makeAgentAuthority(term: CertificateTerm, random: RandomSource): Promise<IssuedCertificate> {
  const { certificate, keyPem } = await aCertificate('Counter agents authority', term, {
    random,
    bits: RSA_BITS.authority,
  });
  certificate.setIssuer(certificate.subject.attributes);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  return signed(certificate, { keyPem, term, signingKeyPem: keyPem });
}

/** @throws PermitError SETTING_BAD for a name that no agent may have, or a service without a host */
export async function issueCertificate(
  authority: Identity,
  request: { readonly subject: CertificateSubject; readonly term: CertificateTerm; readonly random: RandomSource },
): Promise<IssuedCertificate> {
  const { subject, term, random } = request;
  requireSubject(subject);
  const commonName = subject.kind === 'agent' ? subject.name : 'Permit service';
  const { certificate, keyPem } = await aCertificate(commonName, term, { random, bits: RSA_BITS.leaf });
  const issuer = forge.pki.certificateFromPem(authority.certificatePem);
  certificate.setIssuer(issuer.subject.attributes);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: subject.kind === 'service', critical: true },
    { name: 'extKeyUsage', serverAuth: subject.kind === 'service', clientAuth: subject.kind === 'agent' },
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: issuer.generateSubjectKeyIdentifier().getBytes() },
    ...(subject.kind === 'agent' ? [] : [{ name: 'subjectAltName', altNames: subject.hosts.map(altName) }]),
  ]);
  return signed(certificate, { keyPem, term, signingKeyPem: authority.keyPem });
}

function requireSubject(subject: CertificateSubject): void {
  if (subject.kind === 'service' && subject.hosts.length === 0) {
    throw new PermitError('SETTING_BAD', { detail: 'a service needs at least one host name or address' });
  }
  if (subject.kind === 'agent' && !AGENT_NAME.test(subject.name)) {
    throw new PermitError('SETTING_BAD', { detail: 'name of an agent: want 2 to 32 letters, digits and hyphens' });
  }
}

/** Key, subject, serial number and term; RSA keys are drawn by OpenSSL, which node-forge in JavaScript takes minutes for. */
async function aCertificate(
  commonName: string,
  term: CertificateTerm,
  { random, bits }: { readonly random: RandomSource; readonly bits: number },
): Promise<{ readonly certificate: forge.pki.Certificate; readonly keyPem: string }> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: bits,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  certificate.serialNumber = drawSerial(random);
  certificate.validity.notBefore = new Date(term.from * 1000);
  certificate.validity.notAfter = new Date(term.through * 1000);
  certificate.setSubject([
    { name: 'commonName', value: commonName },
    { name: 'organizationName', value: ORGANIZATION },
  ]);
  return { certificate, keyPem: privateKey };
}

/** A positive number in its shortest form: the first byte is 40 to 7f. RFC 5280 §4.1.2.2 */
function drawSerial(random: RandomSource): string {
  const bytes = random(SERIAL_BYTES).slice();
  bytes[0] = 0x40 | ((bytes[0] ?? 0) & 0x3f);
  return toHex(bytes);
}

function signed(
  certificate: forge.pki.Certificate,
  parts: { readonly keyPem: string; readonly term: CertificateTerm; readonly signingKeyPem: string },
): IssuedCertificate {
  certificate.sign(forge.pki.privateKeyFromPem(parts.signingKeyPem), forge.md.sha256.create());
  return {
    certificatePem: forge.pki.certificateToPem(certificate),
    keyPem: parts.keyPem,
    serial: certificate.serialNumber,
    ...parts.term,
  };
}

function altName(host: string): object {
  return IP_ADDRESS.test(host) ? { type: ALT_IP, ip: host } : { type: ALT_DNS, value: host };
}
