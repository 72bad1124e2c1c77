import 'reflect-metadata';
import { X509Certificate as NodeCertificate } from 'node:crypto';
import {
  BasicConstraintsExtension,
  CertificatePolicyExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  AuthorityKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { nobleEd25519 } from '@residence-permit/shared/cose';
import { beforeAll, describe, expect, it } from 'vitest';
import { nodeEd25519 } from '../node/node-ed25519.ts';
import { makeChainVerifier } from './chain-verifier.ts';
import { decodeCertificate } from './decode-certificate.ts';

const ALGORITHM = { name: 'Ed25519' };
const DAY = 86_400;
const NOW = 1_795_000_000;
const CA_USAGE = new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true);
const SIGNER_USAGE = new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true);
const NOT_CA = new BasicConstraintsExtension(false, undefined, true);

const webcrypto = globalThis.crypto;
const makeKeys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<CryptoKeyPair>;

let rootKeys: CryptoKeyPair;
let signerKeys: CryptoKeyPair;
let root: Uint8Array;
let signer: Uint8Array;

async function certify(plan: {
  subject: string;
  issuer: string;
  keys: CryptoKeyPair;
  by: CryptoKeyPair;
  extensions: Extension[];
  from?: number;
  through?: number;
}): Promise<Uint8Array> {
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: '4102',
      subject: `C=ZZ, CN=${plan.subject}`,
      issuer: `C=ZZ, CN=${plan.issuer}`,
      notBefore: new Date((plan.from ?? NOW - DAY) * 1000),
      notAfter: new Date((plan.through ?? NOW + DAY) * 1000),
      publicKey: plan.keys.publicKey,
      signingKey: plan.by.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: plan.extensions,
    },
    webcrypto,
  );
  return new Uint8Array(certificate.rawData);
}

const certifySigner = (changes: Partial<Parameters<typeof certify>[0]> = {}) =>
  certify({
    subject: 'Office',
    issuer: 'Root',
    keys: signerKeys,
    by: rootKeys,
    extensions: [NOT_CA, SIGNER_USAGE],
    ...changes,
  });

const verifier = () => makeChainVerifier({ roots: [root], engine: nobleEd25519 });

beforeAll(async () => {
  [rootKeys, signerKeys] = await Promise.all([makeKeys(), makeKeys()]);
  root = await certify({
    subject: 'Root',
    issuer: 'Root',
    keys: rootKeys,
    by: rootKeys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      CA_USAGE,
      await SubjectKeyIdentifierExtension.create(rootKeys.publicKey, false, webcrypto),
    ],
    through: 2_600_000_000,
  });
  signer = await certifySigner({
    extensions: [
      NOT_CA,
      SIGNER_USAGE,
      await AuthorityKeyIdentifierExtension.create(rootKeys.publicKey, false, webcrypto),
    ],
  });
});

describe('decodeCertificate', () => {
  it('reads what node:crypto reads', () => {
    const ours = decodeCertificate(signer);
    const theirs = new NodeCertificate(signer);
    expect(ours.notBefore).toBe(Date.parse(theirs.validFrom) / 1000);
    expect(ours.notAfter).toBe(Date.parse(theirs.validTo) / 1000);
    expect(ours.ca !== false).toBe(theirs.ca);
    const spki = theirs.publicKey.export({ format: 'der', type: 'spki' });
    expect([...ours.publicKeyBytes]).toEqual([...spki.subarray(12)]);
    expect(ours.usages).toEqual({ digitalSignature: true, keyCertSign: false });
  });

  it('reads a GeneralizedTime past 2049', () => {
    expect(decodeCertificate(root).notAfter).toBe(2_600_000_000);
  });

  it('refuses every truncation with a code', () => {
    for (let length = 0; length < signer.length; length++) {
      expect(() => decodeCertificate(signer.subarray(0, length))).toThrow(/^(TLV_|CERTIFICATE_BAD)/);
    }
  });

  it('refuses a critical extension that it does not understand', async () => {
    const der = await certifySigner({ extensions: [new CertificatePolicyExtension(['1.2.3.4'], true)] });
    expect(() => decodeCertificate(der)).toThrow('CERTIFICATE_BAD');
    const tolerated = await certifySigner({ extensions: [new CertificatePolicyExtension(['1.2.3.4'], false)] });
    expect(decodeCertificate(tolerated).ca).toBe(false);
  });
});

describe('makeChainVerifier', () => {
  it('leads from a signer to the root, with or without the root in the chain, under both engines', () => {
    for (const engine of [nobleEd25519, nodeEd25519]) {
      const verify = makeChainVerifier({ roots: [root], engine });
      for (const certificates of [[signer], [signer, root]]) {
        const outcome = verify({ certificates, at: NOW });
        expect(outcome.ok && [...outcome.value.publicKey]).toEqual([...decodeCertificate(signer).publicKeyBytes]);
      }
    }
  });

  it('refuses every single-bit flip of the signer certificate', () => {
    const verify = makeChainVerifier({ roots: [root], engine: nodeEd25519 });
    for (let bit = 0; bit < signer.length * 8; bit++) {
      const flipped = Uint8Array.from(signer);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verify({ certificates: [flipped], at: NOW }).ok).toBe(false);
    }
  });

  it('refuses a signer of another root, even one of the same name', async () => {
    const stranger = await makeKeys();
    const forged = await certifySigner({ by: stranger });
    expect(verifier()({ certificates: [forged], at: NOW })).toEqual({ ok: false, refusal: 'signature-bad' });
    const elsewhere = await certifySigner({ issuer: 'Other', by: stranger });
    expect(verifier()({ certificates: [elsewhere], at: NOW })).toEqual({ ok: false, refusal: 'no-path' });
  });

  it('refuses before the first and after the last second, and not on them', () => {
    const refusalAt = (at: number) => {
      const outcome = verifier()({ certificates: [signer], at });
      return outcome.ok ? 'ok' : outcome.refusal;
    };
    expect(refusalAt(NOW - DAY - 1)).toBe('not-yet-valid');
    expect(refusalAt(NOW - DAY)).toBe('ok');
    expect(refusalAt(NOW + DAY)).toBe('ok');
    expect(refusalAt(NOW + DAY + 1)).toBe('expired');
  });

  it('refuses a certificate issued by a signer that is no CA', async () => {
    const below = await makeKeys();
    const leaf = await certify({
      subject: 'Below',
      issuer: 'Office',
      keys: below,
      by: signerKeys,
      extensions: [NOT_CA, SIGNER_USAGE],
    });
    expect(verifier()({ certificates: [leaf, signer], at: NOW })).toEqual({ ok: false, refusal: 'not-a-ca' });
  });

  it('refuses a step more than the root allows', async () => {
    const below = await makeKeys();
    const between = await certifySigner({ extensions: [new BasicConstraintsExtension(true, 0, true), CA_USAGE] });
    const leaf = await certify({
      subject: 'Below',
      issuer: 'Office',
      keys: below,
      by: signerKeys,
      extensions: [NOT_CA, SIGNER_USAGE],
    });
    expect(verifier()({ certificates: [leaf, between], at: NOW })).toEqual({ ok: false, refusal: 'path-too-long' });
  });

  it('refuses a signer whose certificate is for signing certificates, or not for signing data', async () => {
    const authority = await certifySigner({
      extensions: [new BasicConstraintsExtension(true, undefined, true), CA_USAGE],
    });
    expect(verifier()({ certificates: [authority], at: NOW })).toEqual({ ok: false, refusal: 'not-a-signer' });
    const encipher = await certifySigner({
      extensions: [NOT_CA, new KeyUsagesExtension(KeyUsageFlags.keyEncipherment, true)],
    });
    expect(verifier()({ certificates: [encipher], at: NOW })).toEqual({ ok: false, refusal: 'not-a-signer' });
  });

  it('refuses an empty chain and bytes that are no certificate', () => {
    expect(verifier()({ certificates: [], at: NOW })).toEqual({ ok: false, refusal: 'no-path' });
    expect(verifier()({ certificates: [new Uint8Array(40)], at: NOW })).toEqual({ ok: false, refusal: 'malformed' });
  });
});
