import { p256 } from '@noble/curves/nist.js';
import { toHex } from '@residence-permit/shared/bytes';
import { type Ed25519Signer, nobleEd25519, nobleEd25519Signer } from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';
import { parseCitizenId, parsePermitNumber } from '@residence-permit/shared/identifiers';
import { decodeItem } from '@residence-permit/shared/mdoc';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import {
  ageOverOn,
  chipBinding,
  decodeCertificateChain,
  decodePermitDocument,
  decodeSignedEndorsement,
  decodeSignedEntitlementRecord,
  type EntitlementRecord,
  matchesDigests,
  type PermitRecord,
  splitItems,
  verifyPermitDocument,
} from '@residence-permit/shared/records';
import { describe, expect, test } from 'vitest';
import { makeSignEndorsement } from './sign-endorsement.ts';
import { makeSignEntitlements } from './sign-entitlements.ts';
import { makeSignPermit } from './sign-permit.ts';

const day = parsePlainDate;
const seed = (fill: number) => nobleEd25519Signer(new Uint8Array(32).fill(fill));
const point = (fill: number) => p256.getPublicKey(new Uint8Array(32).fill(fill), false);
const certificate = Uint8Array.of(0x30, 0x03, 1, 2, 3);
const engine = nobleEd25519;

/** A signer whose key is one and whose signatures are another's: what a broken token does. */
const broken: Ed25519Signer = { publicKey: seed(1).publicKey, sign: (message) => seed(2).sign(message) };
const dead: Ed25519Signer = { publicKey: seed(1).publicKey, sign: () => Promise.reject(new Error('token gone')) };

const record: PermitRecord = {
  name: '样本·示例',
  birthDate: day('1949-12-31'),
  sex: 2,
  ethnicGroup: '05',
  citizenId: parseCitizenId('11010519491231002X'),
  hukouAddress: '示例省示例市',
  residenceAddress: '示例区',
  portrait: new Uint8Array(3000).fill(0xd8),
  issue: { permitNumber: parsePermitNumber('P1'), issuingAuthority: '示例机关', issueDate: day('2026-01-01') },
  residence: { grounds: [1], since: day('2025-01-01'), continuousMonths: 12 },
  ageOver: ageOverOn(day('1949-12-31'), day('2026-01-01')),
  serviceClass: 3,
};
const permit = {
  record,
  permitRef: new Uint8Array(16).fill(3),
  deviceKey: point(5),
  receiptKey: point(6),
  status: { uri: 's/1', index: 4711 },
};

function counting() {
  let next = 0;
  return (length: number) => {
    next += 1;
    return new Uint8Array(length).fill(next);
  };
}

const signPermitWith = (signer: Ed25519Signer) =>
  makeSignPermit({ signer: { signer, certificate }, engine, random: counting(), clock: () => 1_800_000_000 });

describe('permit', () => {
  test('is fourteen files whose digests and signature hold', async () => {
    const files = await signPermitWith(seed(1))(permit);
    expect([...files.keys()].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    const document = decodePermitDocument(files.get(1) ?? new Uint8Array());
    expect(verifyPermitDocument({ document, publicKey: seed(1).publicKey, engine })).toBe(true);
    expect(document.mso).toMatchObject({ status: permit.status, signedAt: 1_800_000_000, permitRef: permit.permitRef });
    for (const dataGroup of [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14]) {
      const fileBytes = files.get(dataGroup) ?? new Uint8Array();
      expect(matchesDigests({ dataGroup, fileBytes, digests: document.mso.digests })).toBe(true);
    }
    expect(decodeCertificateChain(files.get(12) ?? new Uint8Array())).toEqual([certificate]);
  });

  test('does not leave a signer whose signature does not verify', async () => {
    await expect(signPermitWith(broken)(permit)).rejects.toMatchObject({ code: 'SIGNER_FAILED' });
  });

  test('does not leave a signer that fails', async () => {
    await expect(signPermitWith(dead)(permit)).rejects.toMatchObject({ code: 'SIGNER_FAILED' });
  });

  test('passes on why a signer that knows it did not sign', async () => {
    for (const code of ['SIGNER_UNAVAILABLE', 'SIGNER_CAP_REACHED', 'TOKEN_ABSENT'] as const) {
      const signer: Ed25519Signer = { publicKey: seed(1).publicKey, sign: () => Promise.reject(new PermitError(code)) };
      await expect(signPermitWith(signer)(permit)).rejects.toMatchObject({ code });
    }
  });

  test('never uses a salt twice', async () => {
    let next = 0;
    const random = (length: number) => Uint8Array.from({ length }, () => next++ & 0xff);
    const sign = makeSignPermit({ signer: { signer: seed(1), certificate }, engine, random, clock: () => 0 });
    const files = await sign(permit);
    const salts = [...files]
      .filter(([dataGroup]) => dataGroup !== 1 && dataGroup !== 12)
      .flatMap(([dataGroup, fileBytes]) => splitItems(dataGroup, fileBytes))
      .map((itemBytes) => toHex(decodeItem(itemBytes).random));
    expect(salts).toHaveLength(14);
    expect(new Set(salts).size).toBe(14);
  });
});

describe('endorsement', () => {
  const endorsement = {
    version: 1,
    binding: chipBinding(point(5)),
    windowFrom: day('2026-01-02'),
    endorsedThrough: day('2027-01-01'),
  };

  test('says what was asked', async () => {
    const signedBytes = await makeSignEndorsement({ signer: seed(1), engine })(endorsement);
    expect(decodeSignedEndorsement(signedBytes).endorsement).toEqual(endorsement);
  });

  test('does not leave a signer whose signature does not verify', async () => {
    await expect(makeSignEndorsement({ signer: broken, engine })(endorsement)).rejects.toMatchObject({
      code: 'SIGNER_FAILED',
    });
  });
});

describe('entitlements', () => {
  const entitlements: EntitlementRecord = {
    dataGroup: 18,
    grantor: 'health',
    version: 2,
    binding: permit.permitRef,
    grants: [{ id: new Uint8Array(8).fill(9), kind: 'health', from: day('2026-01-01'), through: day('2026-12-31') }],
  };
  const signWith = (kinds: readonly string[], signer: Ed25519Signer) =>
    makeSignEntitlements({
      findGrantorKey: (grantor) => (grantor === 'health' ? { kinds, signer } : undefined),
      engine,
    });

  test('are signed with the key of their own grantor', async () => {
    const signedBytes = await signWith(['health'], seed(4))(entitlements);
    expect(decodeSignedEntitlementRecord(signedBytes).record).toEqual(entitlements);
  });

  test('are refused for a kind that the grantor may not grant', async () => {
    await expect(signWith(['library'], seed(4))(entitlements)).rejects.toMatchObject({ code: 'KEY_BAD' });
  });

  test('are refused for a grantor whose key is not here', async () => {
    await expect(signWith(['health'], seed(4))({ ...entitlements, grantor: 'culture' })).rejects.toMatchObject({
      code: 'KEY_BAD',
    });
  });

  test('do not leave a signer whose signature does not verify', async () => {
    await expect(signWith(['health'], broken)(entitlements)).rejects.toMatchObject({ code: 'SIGNER_FAILED' });
  });
});
