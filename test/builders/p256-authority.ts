import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const ROOT_NAME = 'C=ZZ, CN=P-256 authority of a test';

/** An authority with a P-256 key, for verifiers that cannot check a certificate signed with Ed25519. */
export type P256Authority = {
  /** PEM of its self-signed certificate. */
  readonly rootPem: string;
  /** DER of its certificate for an Ed25519 signer key (32 bytes). */
  certify(publicKey: Uint8Array): Promise<Uint8Array>;
};

/** Makes the authority. Times in seconds since 1970. */
export async function makeP256Authority(from: number, through: number): Promise<P256Authority> {
  const keys = await crypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
  const validity = { notBefore: new Date(from * 1000), notAfter: new Date(through * 1000) };
  const root = await X509CertificateGenerator.create({
    serialNumber: '01',
    subject: ROOT_NAME,
    issuer: ROOT_NAME,
    ...validity,
    publicKey: keys.publicKey,
    signingKey: keys.privateKey,
    signingAlgorithm: ECDSA,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    rootPem: root.toString('pem'),
    certify: async (publicKey) => {
      const subject = await crypto.subtle.importKey('raw', new Uint8Array(publicKey), { name: 'Ed25519' }, true, [
        'verify',
      ]);
      const certificate = await X509CertificateGenerator.create({
        serialNumber: '02',
        subject: 'C=ZZ, CN=Permit signer of a test',
        issuer: ROOT_NAME,
        ...validity,
        publicKey: subject,
        signingKey: keys.privateKey,
        signingAlgorithm: ECDSA,
        extensions: [
          new BasicConstraintsExtension(false, undefined, true),
          new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
          await SubjectKeyIdentifierExtension.create(subject),
          await AuthorityKeyIdentifierExtension.create(keys.publicKey),
        ],
      });
      return new Uint8Array(certificate.rawData);
    },
  };
}
