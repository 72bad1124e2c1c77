import {
  CoseKey,
  DeviceKey,
  Issuer,
  SessionTranscript,
  SignatureAlgorithm,
  type VerificationAssessment,
  Verifier,
} from '@owf/mdoc';
import { nodeEd25519 } from '@residence-permit/reader/node';
import { equalBytes } from '@residence-permit/shared/bytes';
import { verifySign1 } from '@residence-permit/shared/cose';
import { decodeIssuerSigned, FOREIGN_DOCUMENT_LIMITS, itemDigest } from '@residence-permit/shared/mdoc';
import { NAMESPACE } from '@residence-permit/shared/records';
import { beforeAll, describe, expect, test } from 'vitest';
import { type PresentedPermit, presentPermit } from '../builders/device-response.ts';
import { privateJwk, publicJwk } from '../builders/jwk.ts';
import { owfMdocContext } from '../builders/owf-mdoc-context.ts';
import { makeSignedCard, type SignedCard, withFlippedSalt } from '../builders/signed-card.ts';

/** 2026-11-23T12:00:00Z. */
const NOW = 1_795_435_200;
const SIGNED_GROUPS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14];

async function checksOf(presented: PresentedPermit, root: Uint8Array): Promise<readonly VerificationAssessment[]> {
  const checks: VerificationAssessment[] = [];
  await Verifier.verifyDeviceResponse(
    {
      deviceResponse: presented.deviceResponse,
      sessionTranscript: SessionTranscript.decode(presented.transcript),
      trustedCertificates: [root],
      now: new Date((NOW + 60) * 1000),
      onCheck: (check) => {
        checks.push(check);
      },
    },
    owfMdocContext,
  );
  return checks;
}

describe('@owf/mdoc', () => {
  let card: SignedCard;

  beforeAll(async () => {
    card = await makeSignedCard({ seed: 'owf', now: NOW });
  });

  test('accepts our permit with all fourteen elements under our own Ed25519 chain', async () => {
    const presented = await presentPermit({ card, dataGroups: SIGNED_GROUPS, x5chain: [card.chain[0]] });
    const checks = await checksOf(presented, card.chain[1]);
    expect(checks.filter(({ status }) => status !== 'PASSED')).toEqual([]);
    expect(checks.filter(({ check }) => check.startsWith('The calculated digest for '))).toHaveLength(14);
  });

  test('refuses our permit under another authority', async () => {
    const other = await makeSignedCard({ seed: 'another authority', now: NOW });
    const presented = await presentPermit({ card, dataGroups: [2], x5chain: [card.chain[0]] });
    expect(await checksOf(presented, other.chain[1])).toContainEqual(
      expect.objectContaining({ status: 'FAILED', check: 'Issuer certificate must be valid' }),
    );
  });

  test('refuses our permit when an element was changed', async () => {
    const files = new Map(card.files).set(2, withFlippedSalt(card.files.get(2)));
    const presented = await presentPermit({ card: { ...card, files }, dataGroups: [2], x5chain: [card.chain[0]] });
    expect(await checksOf(presented, card.chain[1])).toContainEqual(
      expect.objectContaining({ status: 'FAILED', check: expect.stringContaining(`${NAMESPACE}/name`) }),
    );
  });

  test('makes a document that our decoder accepts, with a digest for each element', async () => {
    const [signer] = card.authority.documentSigners;
    if (signer === undefined) throw new Error('no signer');
    const issued = await new Issuer('org.iso.18013.5.1.mDL', owfMdocContext)
      .addIssuerNamespace('org.iso.18013.5.1', { family_name: 'Jones', given_name: 'Ava', age_over_18: true })
      .sign({
        signingKey: CoseKey.fromJwk(privateJwk(signer.key.exportPkcs8())),
        certificates: [signer.certificate],
        algorithm: SignatureAlgorithm.EdDSA,
        digestAlgorithm: 'SHA-256',
        deviceKeyInfo: {
          deviceKey: DeviceKey.fromJwk(publicJwk(card.deviceKey.exportPkcs8())),
        },
        validityInfo: {
          signed: new Date(NOW * 1000),
          validFrom: new Date(NOW * 1000),
          validUntil: new Date((NOW + 86_400) * 1000),
        },
      });
    const theirs = decodeIssuerSigned(issued.encode(), FOREIGN_DOCUMENT_LIMITS);

    const issuer = { publicKey: signer.key.publicKey, engine: nodeEd25519 };
    expect(verifySign1({ sign1: theirs.issuerAuth, ...issuer })).toBe(true);
    expect(theirs.x5chain).toEqual([signer.certificate]);
    expect(theirs.mso.validUntil).toBe(NOW + 86_400);
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
