import { Document, MDoc, Verifier } from '@auth0/mdl';
import { nodeEd25519 } from '@residence-permit/reader/node';
import { equalBytes } from '@residence-permit/shared/bytes';
import { verifySign1 } from '@residence-permit/shared/cose';
import { decodeDeviceResponse, FOREIGN_DOCUMENT_LIMITS, itemDigest } from '@residence-permit/shared/mdoc';
import { NAMESPACE } from '@residence-permit/shared/records';
import { beforeAll, describe, expect, test } from 'vitest';
import { type PresentedPermit, presentPermit } from '../builders/device-response.ts';
import { makeP256Authority, type P256Authority } from '../builders/p256-authority.ts';
import { publicJwk, privateJwk } from '../builders/jwk.ts';
import { makeSignedCard, type SignedCard, withFlippedSalt } from '../builders/signed-card.ts';

const DAY = 86_400;
const SIGNED_GROUPS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14];

// This peer judges by the clock of the machine, so its documents are made a minute ago.
const now = Math.floor(Date.now() / 1000) - 60;

type Check = { readonly status: string; readonly check: string; readonly reason?: string };

/** Each check that the peer made. It cannot verify a certificate that is signed with Ed25519; see the P-256 authority. */
async function checksOf(presented: PresentedPermit, rootPem: string): Promise<readonly Check[]> {
  const checks: Check[] = [];
  await new Verifier([rootPem]).verify(presented.deviceResponse, {
    encodedSessionTranscript: presented.transcriptBytes,
    onCheck: (check) => {
      checks.push(check);
    },
  });
  return checks;
}

describe('@auth0/mdl', () => {
  let card: SignedCard;
  let authority: P256Authority;
  let certificate: Uint8Array;

  beforeAll(async () => {
    card = await makeSignedCard({ seed: 'auth0', now });
    authority = await makeP256Authority(now, now + 365 * DAY);
    certificate = await authority.certify(card.authority.documentSigners[0]?.key.publicKey ?? new Uint8Array());
  });

  test('accepts our permit with all fourteen elements as a document, signed by an Ed25519 issuer', async () => {
    const presented = await presentPermit({ card, dataGroups: SIGNED_GROUPS, x5chain: [certificate] });
    const checks = await checksOf(presented, authority.rootPem);
    expect(checks.filter(({ status }) => status !== 'PASSED')).toEqual([]);
    const digests = checks.filter(({ check }) => check.startsWith('The calculated digest for '));
    expect(digests).toHaveLength(14);
  });

  test('accepts any choice of elements', async () => {
    const presented = await presentPermit({ card, dataGroups: [2, 13], x5chain: [certificate] });
    const checks = await checksOf(presented, authority.rootPem);
    expect(checks.filter(({ status }) => status !== 'PASSED')).toEqual([]);
  });

  test('refuses our permit when an element was changed', async () => {
    const files = new Map(card.files).set(2, withFlippedSalt(card.files.get(2)));
    const presented = await presentPermit({ card: { ...card, files }, dataGroups: [2], x5chain: [certificate] });
    await expect(checksOf(presented, authority.rootPem)).resolves.toContainEqual(
      expect.objectContaining({ status: 'FAILED', check: expect.stringContaining(`${NAMESPACE}/name`) }),
    );
  });

  test('makes a document that our decoder accepts, with a digest for each element', async () => {
    const [signer] = card.authority.documentSigners;
    if (signer === undefined) throw new Error('no signer');
    const issuerKey = privateJwk(signer.key.exportPkcs8());
    const document = await new Document('org.iso.18013.5.1.mDL')
      .addIssuerNameSpace('org.iso.18013.5.1', { family_name: 'Jones', given_name: 'Ava', age_over_18: true })
      .useDigestAlgorithm('SHA-256')
      .addValidityInfo({ signed: new Date(now * 1000) })
      .addDeviceKeyInfo({ deviceKey: publicJwk(card.deviceKey.exportPkcs8()) })
      .sign({ issuerPrivateKey: issuerKey, issuerCertificate: certificate, alg: 'EdDSA', kid: 'signer' });
    const [theirs] = decodeDeviceResponse(new Uint8Array(new MDoc([document]).encode()), FOREIGN_DOCUMENT_LIMITS);
    if (theirs === undefined) throw new Error('no document');

    const issuer = { publicKey: signer.key.publicKey, engine: nodeEd25519 };
    expect(verifySign1({ sign1: theirs.issuerAuth, ...issuer })).toBe(true);
    expect(theirs.x5chain).toEqual([certificate]);
    expect(theirs.mso.signedAt).toBe(now);
    const items = theirs.items.get('org.iso.18013.5.1') ?? [];
    expect(items.map(({ elementIdentifier }) => elementIdentifier)).toEqual([
      'family_name',
      'given_name',
      'age_over_18',
    ]);
    const digests = theirs.mso.digests.get('org.iso.18013.5.1');
    for (const { digestId, itemBytes } of items) {
      expect(equalBytes(digests?.get(digestId) ?? new Uint8Array(), itemDigest(itemBytes))).toBe(true);
    }
  });
});
