import { nodeEd25519 } from '@residence-permit/reader/node';
import { verifyIssuerSigned } from '@residence-permit/reader/verify';
import { type ChainVerifier, makeChainVerifier } from '@residence-permit/reader/x509';
import { toIssuerSigned } from '@residence-permit/shared/mdoc';
import { NAMESPACE, splitItems } from '@residence-permit/shared/records';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeSignedCard, type SignedCard, withFlippedSalt } from '../builders/signed-card.ts';

const NOW = 1_795_000_000;
const DAY = 86_400;
const engine = nodeEd25519;

let card: SignedCard;
let ours: ChainVerifier;

beforeAll(async () => {
  card = await makeSignedCard({ seed: 'issuer signed', now: NOW });
  ours = makeChainVerifier({ roots: [card.chain[1]], engine });
});

function documentOf(changes: { readonly chain?: readonly Uint8Array[]; readonly dg3?: Uint8Array } = {}): Uint8Array {
  const files = new Map(card.files).set(3, changes.dg3 ?? card.files.get(3) ?? new Uint8Array());
  const file = (dataGroup: number) => files.get(dataGroup) ?? new Uint8Array();
  return toIssuerSigned({
    dg1Bytes: file(1),
    namespace: NAMESPACE,
    items: [2, 3, 10, 13].flatMap((dataGroup) => splitItems(dataGroup, file(dataGroup))),
    x5chain: changes.chain ?? card.chain,
  });
}

function verify(issuerSignedBytes: Uint8Array, at = NOW, verifyChain = ours) {
  const findSignerKey = (certificates: readonly Uint8Array[], when: number) => {
    const outcome = verifyChain({ certificates, at: when });
    return outcome.ok ? outcome.value.publicKey : undefined;
  };
  const outcome = verifyIssuerSigned({ issuerSignedBytes, findSignerKey, engine, at });
  return outcome.ok ? 'ok' : outcome.refusal;
}

describe('verifyIssuerSigned', () => {
  it('verifies our permit as an ISO 18013-5 document', () => {
    expect(verify(documentOf())).toBe('ok');
  });

  it('refuses a chain to another root, and no chain', async () => {
    const other = await makeSignedCard({ seed: 'another authority', now: NOW });
    const theirs = makeChainVerifier({ roots: [other.chain[1]], engine });
    expect(verify(documentOf(), NOW, theirs)).toBe('SIGNER_UNKNOWN');
    expect(verify(documentOf({ chain: [card.chain[1]] }))).toBe('SIGNER_UNKNOWN');
  });

  it('refuses before and after the validity of the record', () => {
    expect(verify(documentOf(), NOW - 1)).toBe('SIGNER_UNKNOWN');
    expect(verify(documentOf(), NOW + 730 * DAY)).toBe('PERMIT_EXPIRED');
  });

  it('refuses an item that was not signed', () => {
    expect(verify(documentOf({ dg3: withFlippedSalt(card.files.get(3)) }))).toBe('DIGEST_MISMATCH');
  });

  it('refuses a flipped bit, tried on every seventh', () => {
    const bytes = documentOf();
    for (let bit = 0; bit < bytes.length * 8; bit += 7) {
      const flipped = bytes.with(bit >> 3, (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7)));
      expect(verify(flipped), `bit ${bit}`).not.toBe('ok');
    }
  });
});
