import { nodeEd25519 } from '@residence-permit/reader/node';
import { equalBytes } from '@residence-permit/shared/bytes';
import { verifySign1 } from '@residence-permit/shared/cose';
import {
  decodeUseReceipt,
  encodeUseReceipt,
  encodeUseReceiptBody,
  verifyUseReceipt,
} from '@residence-permit/shared/receipt';
import {
  chipBinding,
  decodeDataGroup,
  decodeEndorsementFile,
  decodePermitDocument,
  decodeSignedEndorsement,
  decodeSignedEntitlementRecord,
  decodeSlots,
  endorsementEnvelopeMatches,
  entitlementEnvelopeMatches,
  matchesDigests,
  verifyPermitDocument,
} from '@residence-permit/shared/records';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeSignedCard, type SignedCard } from '../builders/signed-card.ts';
import { acceptedOf, tallyDamage } from './damage.ts';

/** 2026-11-23T12:00:00Z. */
const NOW = 1_795_435_200;
const engine = nodeEd25519;

describe('every truncation and every flipped bit is refused', () => {
  let card: SignedCard;
  beforeAll(async () => {
    card = await makeSignedCard({ seed: 'damage', now: NOW });
  });
  const file = (dataGroup: number) => card.files.get(dataGroup) ?? new Uint8Array();
  const documentKey = () => {
    const [signer] = card.authority.documentSigners;
    if (signer === undefined) throw new Error('no signer');
    return signer.key.publicKey;
  };

  test('in DG1', async () => {
    const publicKey = documentKey();
    const { thumbprint } = decodePermitDocument(file(1));
    const judge = (bytes: Uint8Array) => {
      const document = decodePermitDocument(bytes);
      return equalBytes(document.thumbprint, thumbprint) && verifyPermitDocument({ document, publicKey, engine });
    };
    expect(judge(file(1))).toBe(true);
    expect(acceptedOf(await tallyDamage(file(1), judge))).toEqual([]);
  });

  test.each([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14])('in the signed item of DG%d', async (dataGroup) => {
    const { digests } = decodePermitDocument(file(1)).mso;
    const judge = (bytes: Uint8Array) => matchesDigests({ dataGroup, fileBytes: bytes, digests });
    expect(judge(file(dataGroup))).toBe(true);
    expect(acceptedOf(await tallyDamage(file(dataGroup), judge))).toEqual([]);
    // Decoding alone must end in fields or in a refusal of the closed list, whatever it is fed.
    const tally = await tallyDamage(
      file(dataGroup),
      (bytes) => Object.keys(decodeDataGroup(dataGroup, bytes)).length < 1,
    );
    expect(acceptedOf(tally)).toEqual([]);
  });

  test('in DG17, envelope and endorsement', async () => {
    const publicKey = documentKey();
    const binding = chipBinding(card.deviceKey.publicKey);
    const judge = (bytes: Uint8Array) => {
      const envelope = decodeEndorsementFile(bytes);
      if (envelope === undefined) return false;
      const { sign1, endorsement } = decodeSignedEndorsement(envelope.signedBytes);
      const bound = endorsementEnvelopeMatches(envelope, endorsement) && equalBytes(endorsement.binding, binding);
      return bound && verifySign1({ sign1, publicKey, engine });
    };
    expect(judge(file(17))).toBe(true);
    expect(acceptedOf(await tallyDamage(file(17), judge))).toEqual([]);
  });

  test.each([18, 19, 20, 21])('in DG%d, slots, envelopes and grants', async (dataGroup) => {
    const keys = new Map(card.authority.grantorSigners.map(({ grantor, key }) => [grantor, key.publicKey]));
    const slots = decodeSlots(file(dataGroup)).length;
    const judge = (bytes: Uint8Array) => {
      const envelopes = decodeSlots(bytes);
      return (
        envelopes.length === slots &&
        envelopes.every((envelope) => {
          const { sign1, record } = decodeSignedEntitlementRecord(envelope.signedBytes);
          const publicKey = keys.get(record.grantor);
          const bound = equalBytes(record.binding, card.permitRef);
          const shown = entitlementEnvelopeMatches({ dataGroup, envelope, record });
          return publicKey !== undefined && bound && shown && verifySign1({ sign1, publicKey, engine });
        })
      );
    };
    expect(judge(file(dataGroup))).toBe(true);
    expect(acceptedOf(await tallyDamage(file(dataGroup), judge))).toEqual([]);
  });

  test('in a use receipt', async () => {
    const bodyBytes = encodeUseReceiptBody({
      chipId: chipBinding(card.deviceKey.publicKey).slice(0, 8),
      grantId: new Uint8Array(8).fill(1),
      period: 0,
      used: 1,
      sequence: 1,
      transactionId: new Uint8Array(16).fill(2),
      terminal: 'ZZCLINIC00001',
      day: 20_780,
    });
    const receiptBytes = encodeUseReceipt(bodyBytes, await card.receiptKey.sign(bodyBytes));
    const judge = (bytes: Uint8Array) => verifyUseReceipt(decodeUseReceipt(bytes), card.receiptKey.publicKey);
    expect(judge(receiptBytes)).toBe(true);
    expect(acceptedOf(await tallyDamage(receiptBytes, judge))).toEqual([]);
  });
});
