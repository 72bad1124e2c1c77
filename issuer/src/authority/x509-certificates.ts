import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { toHex } from '@residence-permit/shared/bytes';
import type { RandomSource } from '../ports/index.ts';
import type { Ed25519Key } from './ed25519-key.ts';

/** What a certificate says beside its keys. */
export type X509Terms = {
  /** Common name; country is ZZ, which ISO 3166-1 leaves to users. */
  readonly commonName: string;
  /** First and last instant of validity, seconds since the epoch. */
  readonly from: number;
  readonly through: number;
};

/** A key as WebCrypto holds it, whichever declaration of WebCrypto is in force. */
type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;
type KeyPair = { readonly privateKey: Key; readonly publicKey: Key };

const ALGORITHM = { name: 'Ed25519' };
/** 16 bytes, top bit clear and the next one set: positive, never zero-led. RFC 5280 §4.1.2.2 allows at most 20. */
const SERIAL_LENGTH = 16;

/**
 * The authority's self-signed certificate: CA, may sign signer certificates and nothing below them.
 * @returns DER
 */
export async function makeRootCertificate(
  root: Ed25519Key,
  terms: X509Terms,
  random: RandomSource,
): Promise<Uint8Array> {
  const keys = await importPair(root);
  return build({
    terms,
    issuerName: terms.commonName,
    publicKey: keys.publicKey,
    signingKey: keys.privateKey,
    random,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey, false, crypto),
    ],
  });
}

/**
 * The certificate of a document signer: may sign data, is no CA. Its identifiers name the root's key, so that strict path
 * validation accepts the chain. RFC 5280 §4.2.1.1.
 * @returns DER
 */
export async function makeSignerCertificate(options: {
  readonly root: Ed25519Key;
  readonly rootName: string;
  readonly signer: Pick<Ed25519Key, 'publicKey'>;
  readonly terms: X509Terms;
  readonly random: RandomSource;
}): Promise<Uint8Array> {
  const root = await importPair(options.root);
  const signerKey = await importPublic(options.signer);
  return build({
    terms: options.terms,
    issuerName: options.rootName,
    publicKey: signerKey,
    signingKey: root.privateKey,
    random: options.random,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      await SubjectKeyIdentifierExtension.create(signerKey, false, crypto),
      await AuthorityKeyIdentifierExtension.create(root.publicKey, false, crypto),
    ],
  });
}

async function build(parts: {
  readonly terms: X509Terms;
  readonly issuerName: string;
  readonly publicKey: Key;
  readonly signingKey: Key;
  readonly random: RandomSource;
  readonly extensions: Extension[];
}): Promise<Uint8Array> {
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: toHex(serialNumber(parts.random)),
      subject: nameOf(parts.terms.commonName),
      issuer: nameOf(parts.issuerName),
      notBefore: new Date(parts.terms.from * 1000),
      notAfter: new Date(parts.terms.through * 1000),
      publicKey: parts.publicKey,
      signingKey: parts.signingKey,
      signingAlgorithm: ALGORITHM,
      extensions: parts.extensions,
    },
    crypto,
  );
  return new Uint8Array(certificate.rawData);
}

/** Structured, so that no character of a name is read as syntax. */
function nameOf(commonName: string): Record<string, string[]>[] {
  return [{ C: ['ZZ'] }, { CN: [commonName] }];
}

function serialNumber(random: RandomSource): Uint8Array {
  const serial = random(SERIAL_LENGTH);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
}

async function importPair(key: Ed25519Key): Promise<KeyPair> {
  const privateKey = await crypto.subtle.importKey('pkcs8', new Uint8Array(key.exportPkcs8()), ALGORITHM, false, [
    'sign',
  ]);
  return { privateKey, publicKey: await importPublic(key) };
}

function importPublic({ publicKey }: Pick<Ed25519Key, 'publicKey'>): Promise<Key> {
  return crypto.subtle.importKey('raw', new Uint8Array(publicKey), ALGORITHM, true, ['verify']);
}
