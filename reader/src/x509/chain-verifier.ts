import { equalBytes, toHex } from '@residence-permit/shared/bytes';
import { type Ed25519Engine, type Ed25519PublicKey, importEd25519PublicKey } from '@residence-permit/shared/cose';
import { DecodeError } from '@residence-permit/shared/errors';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { Certificate } from './certificate.ts';
import { decodeCertificate } from './decode-certificate.ts';

/** Why a chain does not lead from a signer to a pinned root. RFC 5280 §6.1 */
export type ChainRefusal =
  | 'malformed'
  /** No pinned root, or no certificate in the chain, issued the one before it. */
  | 'no-path'
  | 'signature-bad'
  | 'not-yet-valid'
  | 'expired'
  /** One that issued another may not sign certificates. */
  | 'not-a-ca'
  | 'path-too-long'
  /** The signer's own certificate is for signing certificates, or not for signing data. */
  | 'not-a-signer';

/** The signer that a chain leads to. */
export type ChainSigner = { readonly certificate: Certificate; readonly publicKey: Ed25519PublicKey };

export type ChainVerifier = (chain: {
  /** DER, the signer's first, each issued by the next; the root may be left out. At most 4. */
  readonly certificates: readonly Uint8Array[];
  /** Seconds since 1970. */
  readonly at: number;
}) => Outcome<ChainSigner, ChainRefusal>;

const MAX_CERTIFICATES = 4;
/** Keys whose import is remembered; an authority has some tens. */
const MAX_KNOWN_KEYS = 256;

/**
 * A verifier of chains to these roots. Every signature is checked on every call; only the check that a key is a good
 * point, which depends on its 32 bytes alone, is remembered.
 * @throws DecodeError when a root is not a certificate of this profile
 */
export function makeChainVerifier(trust: {
  /** The authority's self-signed certificates, DER, obtained from the authority itself and not from a card. */
  readonly roots: readonly Uint8Array[];
  readonly engine: Ed25519Engine;
}): ChainVerifier {
  const roots = trust.roots.map(decodeCertificate);
  const importKey = makeKeyImport();
  return ({ certificates, at }) => {
    try {
      const chain = withoutRoot(certificates, roots).map(decodeCertificate);
      return checkChain({ chain, roots, at, engine: trust.engine, importKey });
    } catch (error) {
      if (error instanceof DecodeError) return refused('malformed');
      throw error;
    }
  };
}

function withoutRoot(certificates: readonly Uint8Array[], roots: readonly Certificate[]): readonly Uint8Array[] {
  const isRoot = (der: Uint8Array) => roots.some((root) => equalBytes(root.der, der));
  return certificates.slice(0, MAX_CERTIFICATES).filter((der) => !isRoot(der));
}

type Path = {
  readonly chain: readonly Certificate[];
  readonly roots: readonly Certificate[];
  readonly at: number;
  readonly engine: Ed25519Engine;
  importKey(bytes: Uint8Array): Ed25519PublicKey;
};

function checkChain(path: Path): Outcome<ChainSigner, ChainRefusal> {
  const [signer] = path.chain;
  if (signer === undefined) return refused('no-path');
  for (const [steps, certificate] of path.chain.entries()) {
    const issuer = path.chain[steps + 1] ?? path.roots.find((root) => hasIssued(root, certificate));
    if (issuer === undefined || !hasIssued(issuer, certificate)) return refused('no-path');
    const refusal = checkStep({ certificate, issuer, steps, path });
    if (refusal !== undefined) return refused(refusal);
  }
  const mayIssue = signer.ca !== false || signer.usages?.keyCertSign === true;
  if (mayIssue || signer.usages?.digitalSignature === false) return refused('not-a-signer');
  return ok({ certificate: signer, publicKey: path.importKey(signer.publicKeyBytes) });
}

/** Name chaining, and key identifiers where both are there: two keys of one name are told apart. */
function hasIssued(issuer: Certificate, certificate: Certificate): boolean {
  const { authorityKeyId } = certificate;
  const sameKey =
    authorityKeyId === undefined ||
    issuer.subjectKeyId === undefined ||
    equalBytes(authorityKeyId, issuer.subjectKeyId);
  return sameKey && equalBytes(issuer.subject, certificate.issuer);
}

function checkStep(step: {
  readonly certificate: Certificate;
  readonly issuer: Certificate;
  /** How many certificates stand below the issuer's, the signer's own not counted. */
  readonly steps: number;
  readonly path: Path;
}): ChainRefusal | undefined {
  const { certificate, issuer, steps, path } = step;
  if (issuer.ca === false || issuer.usages?.keyCertSign === false) return 'not-a-ca';
  if (issuer.ca.pathLength !== undefined && steps > issuer.ca.pathLength) return 'path-too-long';
  const outside = [certificate, issuer]
    .map((each) => checkDates(each, path.at))
    .find((refusal) => refusal !== undefined);
  if (outside !== undefined) return outside;
  const publicKey = path.importKey(issuer.publicKeyBytes);
  return path.engine.verify(certificate.signature, certificate.tbsBytes, publicKey) ? undefined : 'signature-bad';
}

/** Both instants included. RFC 5280 §4.1.2.5 */
function checkDates({ notBefore, notAfter }: Certificate, at: number): ChainRefusal | undefined {
  if (at < notBefore) return 'not-yet-valid';
  return at > notAfter ? 'expired' : undefined;
}

function makeKeyImport(): Path['importKey'] {
  const known = new Map<string, Ed25519PublicKey>();
  return (bytes) => {
    const name = toHex(bytes);
    const key = known.get(name) ?? importEd25519PublicKey(bytes);
    if (known.size >= MAX_KNOWN_KEYS) known.clear();
    known.set(name, key);
    return key;
  };
}
