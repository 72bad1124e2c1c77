import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  randomBytes,
  sign,
  verify,
  X509Certificate,
} from 'node:crypto';
import { CoseKey, type MdocContext, SignatureAlgorithm } from '@owf/mdoc';

/** The crypto functions that @owf/mdoc asks its user for, by node:crypto: the fastest that it accepts. */
export const owfMdocContext: MdocContext = {
  crypto: {
    random: (length) => new Uint8Array(randomBytes(length)),
    digest: ({ digestAlgorithm, bytes }) =>
      new Uint8Array(createHash(digestAlgorithm.replace('-', '')).update(bytes).digest()),
    calculateEphemeralMacKey: () => notUsed('calculateEphemeralMacKey'),
  },
  cose: {
    sign1: {
      sign: ({ toBeSigned, key, algorithm }) => {
        const privateKey = privateKeyOf(key);
        const edwards = algorithm === SignatureAlgorithm.EdDSA;
        return new Uint8Array(
          sign(edwards ? null : 'sha256', toBeSigned, { key: privateKey, dsaEncoding: 'ieee-p1363' }),
        );
      },
      verify: ({ key, sign1 }) => {
        const publicKey = createPublicKey({ key: key.jwk, format: 'jwk' });
        const edwards = publicKey.asymmetricKeyType === 'ed25519';
        return verify(
          edwards ? null : 'sha256',
          sign1.toBeSigned,
          { key: publicKey, dsaEncoding: 'ieee-p1363' },
          sign1.signature,
        );
      },
    },
    mac0: { sign: () => notUsed('mac0.sign'), verify: () => notUsed('mac0.verify') },
  },
  x509: {
    getIssuerNameField: ({ certificate, field }) =>
      new X509Certificate(certificate).issuer
        .split('\n')
        .filter((line) => line.startsWith(`${field}=`))
        .map((line) => line.slice(field.length + 1)),
    getPublicKey: ({ certificate }) => {
      const jwk = new X509Certificate(certificate).publicKey.export({ format: 'jwk' });
      return CoseKey.fromJwk(jwk);
    },
    verifyCertificateChain: ({ trustedCertificates, x5chain, now }) => {
      const at = (now ?? new Date()).getTime();
      const chain = [...x5chain].map((der) => new X509Certificate(der));
      const roots = trustedCertificates.map(rootOf);
      const last = chain.at(-1);
      const linked = chain.every((certificate, index) => {
        const above = chain[index + 1];
        return above === undefined || certificate.verify(above.publicKey);
      });
      const anchored =
        last !== undefined && roots.some((root) => last.checkIssued(root) && last.verify(root.publicKey));
      const inTime = [...chain, ...roots].every(
        ({ validFrom, validTo }) => Date.parse(validFrom) <= at && at <= Date.parse(validTo),
      );
      if (!linked || !anchored || !inTime) throw new Error('the chain does not end at a trusted certificate');
    },
    getCertificateData: ({ certificate }) => {
      const parsed = new X509Certificate(certificate);
      return {
        issuerName: parsed.issuer,
        subjectName: parsed.subject,
        serialNumber: parsed.serialNumber,
        thumbprint: parsed.fingerprint256,
        notBefore: new Date(parsed.validFrom),
        notAfter: new Date(parsed.validTo),
        pem: parsed.toString(),
      };
    },
  },
};

function notUsed(name: string): never {
  throw new Error(`${name}: no MAC in these tests`);
}

/** Keys and roots that its user holds for longer than one call are made ready once. */
const privateKeys = new WeakMap<CoseKey, KeyObject>();
const roots = new WeakMap<Uint8Array, X509Certificate>();

function privateKeyOf(key: CoseKey): KeyObject {
  const known = privateKeys.get(key) ?? createPrivateKey({ key: key.jwk, format: 'jwk' });
  privateKeys.set(key, known);
  return known;
}

function rootOf(der: Uint8Array): X509Certificate {
  const known = roots.get(der) ?? new X509Certificate(der);
  roots.set(der, known);
  return known;
}
