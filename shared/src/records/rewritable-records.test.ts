import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '../bytes/index.ts';
import { type CborValue, decodeCbor, encodeCbor } from '../cbor/index.ts';
import { keyIdOf, nobleEd25519Signer } from '../cose/index.ts';
import { ENTITLEMENT_GROUPS } from '../entitlements/index.ts';
import { fromEpochDays, parsePlainDate } from '../plain-date/index.ts';
import { encodeTlv } from '../tlv/index.ts';
import { countedGrantsOf, decodeCountedGrants, encodeCountedGrants, periodIndex } from './counted-grant.ts';
import {
  chipBinding,
  decodeEndorsement,
  decodeSignedEndorsement,
  encodeEndorsement,
  type Endorsement,
  signEndorsement,
} from './endorsement.ts';
import {
  decodeEntitlementRecord,
  decodeSignedEntitlementRecord,
  type EntitlementRecord,
  encodeEntitlementRecord,
  signEntitlementRecord,
} from './entitlement-record.ts';
import type { Grant } from './grant.ts';
import {
  decodeEndorsementFile,
  decodeEnvelope,
  decodeSlots,
  encodeEnvelope,
  encodeSlots,
  endorsementEnvelopeMatches,
  entitlementEnvelopeMatches,
  type RecordEnvelope,
} from './record-envelope.ts';
import {
  decodeWriteRecordData,
  encodeWriteRecordData,
  endorsementWrite,
  entitlementWrite,
} from './write-record-data.ts';

const signer = nobleEd25519Signer(new Uint8Array(32).fill(3));
const endorsement: Endorsement = {
  version: 1,
  binding: new Uint8Array(32).fill(1),
  windowFrom: parsePlainDate('2026-11-23'),
  endorsedThrough: parsePlainDate('2027-11-23'),
};
const grant: Grant = {
  id: new Uint8Array(8).fill(5),
  kind: 'yearly-check',
  from: parsePlainDate('2026-11-23'),
  through: parsePlainDate('2028-11-22'),
  limit: 2,
  period: 365,
};
const record: EntitlementRecord = {
  dataGroup: 18,
  grantor: 'health',
  version: 7,
  binding: new Uint8Array(16).fill(6),
  grants: [{ ...grant, id: new Uint8Array(8).fill(4), kind: 'health', limit: 3 }, grant],
};
const malformed = expect.objectContaining({ code: 'RECORD_MALFORMED' });

const anyDay = fc.integer({ min: 0, max: 40_000 }).map(fromEpochDays);
const anyDays = fc.tuple(anyDay, anyDay).map(([a, b]) => (a <= b ? ([a, b] as const) : ([b, a] as const)));
const anyVersion = fc.integer({ min: 0, max: 0xffff_ffff });
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const anyGrant = fc
  .tuple(
    bytes(8),
    fc.constantFrom('health', 'library'),
    anyDays,
    fc.option(fc.integer({ min: 1, max: 65_535 })),
    fc.option(fc.integer({ min: 1, max: 65_535 })),
    fc.option(fc.integer({ min: 1, max: 255 })),
  )
  .map(
    ([id, kind, [from, through], limit, period, grade]): Grant => ({
      id,
      kind,
      from,
      through,
      ...(limit === null ? {} : { limit, ...(period === null ? {} : { period }) }),
      ...(grade === null ? {} : { grade }),
    }),
  );
const anyRecord = fc.record({
  dataGroup: fc.constantFrom(...ENTITLEMENT_GROUPS),
  grantor: fc.stringMatching(/^[a-z0-9-]{1,16}$/),
  version: anyVersion,
  binding: bytes(16),
  grants: fc.uniqueArray(anyGrant, { maxLength: 8, selector: ({ id }) => id.join() }),
});

/** A payload map with one member changed. */
function withMember(payloadBytes: Uint8Array, key: number, value: CborValue): Uint8Array {
  const map = decodeCbor(payloadBytes, { maxBytes: 2000, maxDepth: 4, tags: [] });
  if (!(map instanceof Map)) throw new Error('not a map');
  return encodeCbor(new Map<number | string, CborValue>(map).set(key, value));
}

describe('an endorsement', () => {
  test('reads back as it was written, and has one encoding', () => {
    fc.assert(
      fc.property(anyVersion, bytes(32), anyDays, (version, binding, [windowFrom, endorsedThrough]) => {
        const payloadBytes = encodeEndorsement({ version, binding, windowFrom, endorsedThrough });
        expect(decodeEndorsement(payloadBytes)).toEqual({ version, binding, windowFrom, endorsedThrough });
        expect(encodeEndorsement(decodeEndorsement(payloadBytes))).toEqual(payloadBytes);
      }),
    );
  });

  test('names its signer by key id, and cannot be taken for an entitlement record', async () => {
    const signedBytes = await signEndorsement(endorsement, signer);
    expect(decodeSignedEndorsement(signedBytes)).toMatchObject({ keyId: keyIdOf(signer.publicKey), endorsement });
    expect(() => decodeSignedEntitlementRecord(signedBytes)).toThrow(malformed);
  });

  test.each<[string, number, CborValue, string]>([
    ['of another record type', 0, 2, 'RECORD_MALFORMED'],
    ['with a version of more than four bytes', 1, 2 ** 32, 'RECORD_MALFORMED'],
    ['with a short binding', 2, new Uint8Array(31), 'RECORD_MALFORMED'],
    ['that ends before it begins', 4, 100, 'RECORD_MALFORMED'],
    ['with a day before 1970', 3, -1, 'RECORD_MALFORMED'],
    ['with a day that no calendar has', 4, 2 ** 40, 'DATE_BAD'],
    ['with a member that the format does not list', 9, 1, 'RECORD_MALFORMED'],
  ])('is refused %s', (_, key, value, code) => {
    const payloadBytes = withMember(encodeEndorsement(endorsement), key, value);
    expect(() => decodeEndorsement(payloadBytes)).toThrow(expect.objectContaining({ code }));
  });

  test('is bound to the chip by the hash of its key point', () => {
    expect(chipBinding(new Uint8Array(65))).toHaveLength(32);
    expect(() => chipBinding(new Uint8Array(64))).toThrow(RangeError);
  });
});

describe('an entitlement record', () => {
  test('reads back as it was written, and has one encoding', () => {
    fc.assert(
      fc.property(anyRecord, (any) => {
        const payloadBytes = encodeEntitlementRecord(any);
        expect(decodeEntitlementRecord(payloadBytes)).toEqual(any);
        expect(encodeEntitlementRecord(decodeEntitlementRecord(payloadBytes))).toEqual(payloadBytes);
      }),
    );
  });

  test.each<[string, Partial<EntitlementRecord>]>([
    ['with one grant id twice', { grants: [grant, grant] }],
    [
      'with more than eight grants',
      { grants: Array.from({ length: 9 }, (_, index) => ({ ...grant, id: new Uint8Array(8).fill(index) })) },
    ],
    ['with a grantor in capitals', { grantor: 'Health' }],
    ['with a grantor too long', { grantor: 'x'.repeat(17) }],
    ['with a version of more than four bytes', { version: 2 ** 32 }],
    ['with a binding to a chip instead of a permit', { binding: new Uint8Array(32) }],
    ['whose grant ends before it begins', { grants: [{ ...grant, through: parsePlainDate('2026-11-22') }] }],
    [
      'whose grant has no limit but a period',
      { grants: [{ id: grant.id, kind: 'health', from: grant.from, through: grant.through, period: 30 }] },
    ],
    ['whose grant allows no use', { grants: [{ ...grant, limit: 0 }] }],
    ['whose grant has a grade of 256', { grants: [{ ...grant, grade: 256 }] }],
    ['whose grant is of a kind with no proper name', { grants: [{ ...grant, kind: 'Yearly check' }] }],
  ])('is not signed %s', async (_, change) => {
    await expect(signEntitlementRecord({ ...record, ...change }, signer)).rejects.toMatchObject({
      code: 'RECORD_MALFORMED',
    });
  });

  test.each<[string, number, CborValue]>([
    ['of another record type', 0, 1],
    ['for a data group that holds no entitlements', 3, 17],
    ['with a text for its grants', 5, 'none'],
  ])('is refused %s', (_, key, value) => {
    expect(() => decodeEntitlementRecord(withMember(encodeEntitlementRecord(record), key, value))).toThrow(malformed);
  });
});

describe('what the chip is told to count', () => {
  test('is each grant with a limit, and reads back', () => {
    fc.assert(
      fc.property(anyRecord, ({ grants }) => {
        const counted = countedGrantsOf(grants);
        expect(counted).toHaveLength(grants.filter(({ limit }) => limit !== undefined).length);
        if (counted.length > 0) expect(decodeCountedGrants(encodeCountedGrants(counted))).toEqual(counted);
      }),
    );
  });

  test('is laid out as id, limit, days in a period, first day', () => {
    const value = encodeCountedGrants([{ id: new Uint8Array(8).fill(5), limit: 2, periodDays: 365, fromDay: 20_780 }]);
    expect([...value]).toEqual([5, 5, 5, 5, 5, 5, 5, 5, 0, 2, 1, 0x6d, 0, 0, 0x51, 0x2c]);
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['half an entry', new Uint8Array(24)],
    ['a limit of 0', new Uint8Array(16)],
    ['one grant twice', new Uint8Array(32).fill(1)],
  ])('is refused with %s', (_, value) => {
    expect(() => decodeCountedGrants(value)).toThrow(malformed);
  });

  test('begins a new period every so many days, or never', () => {
    const periodic = { id: grant.id, limit: 1, periodDays: 365, fromDay: 1_000 };
    expect([1_000, 1_364, 1_365, 1_730].map((day) => periodIndex(periodic, day))).toEqual([0, 0, 1, 2]);
    expect(periodIndex({ ...periodic, periodDays: 0 }, 99_999)).toBe(0);
    expect(() => periodIndex(periodic, 999)).toThrow(RangeError);
  });
});

describe('the envelope of a rewritable record', () => {
  const envelope: RecordEnvelope = {
    grantor: 'health',
    version: 7,
    signedBytes: Uint8Array.of(1, 2),
    counted: countedGrantsOf(record.grants),
  };

  test('reads back as it was written, alone and in slots', () => {
    expect(decodeEnvelope(encodeEnvelope(envelope))).toEqual(envelope);
    const slots = [envelope, { ...envelope, grantor: 'labour', counted: [] }];
    expect(decodeSlots(encodeSlots(slots))).toEqual(slots);
  });

  test('is not there in an empty file', () => {
    expect(decodeEndorsementFile(new Uint8Array())).toBeUndefined();
    expect(decodeSlots(new Uint8Array())).toEqual([]);
  });

  test.each([
    ['one grantor in two slots', encodeSlots([envelope, envelope])],
    ['five slots', encodeSlots(['a', 'b', 'c', 'd', 'e'].map((grantor) => ({ ...envelope, grantor })))],
    ['a slot without its tag', encodeEnvelope(envelope)],
  ])('is refused with %s', (_, fileBytes) => {
    expect(() => decodeSlots(fileBytes)).toThrow(malformed);
  });

  test.each([
    [
      'its version in three bytes',
      concatBytes(
        encodeTlv(0x81, Uint8Array.of(0x61)),
        encodeTlv(0x82, new Uint8Array(3)),
        encodeTlv(0x84, new Uint8Array(2)),
      ),
    ],
    [
      'a grantor that is not ASCII',
      concatBytes(
        encodeTlv(0x81, Uint8Array.of(0xc3, 0xa9)),
        encodeTlv(0x82, new Uint8Array(4)),
        encodeTlv(0x84, new Uint8Array(2)),
      ),
    ],
    [
      'its parts in another order',
      concatBytes(
        encodeTlv(0x82, new Uint8Array(4)),
        encodeTlv(0x81, Uint8Array.of(0x61)),
        encodeTlv(0x84, new Uint8Array(2)),
      ),
    ],
    ['nothing signed', concatBytes(encodeTlv(0x81, Uint8Array.of(0x61)), encodeTlv(0x82, new Uint8Array(4)))],
    ['a part too many', concatBytes(encodeEnvelope(envelope), encodeTlv(0x86, new Uint8Array()))],
  ])('is refused with %s', (_, fileBytes) => {
    expect(() => decodeEnvelope(fileBytes)).toThrow(malformed);
  });

  test('must show what was signed', () => {
    const matches = (change: Partial<RecordEnvelope>, dataGroup = 18) =>
      entitlementEnvelopeMatches({ dataGroup, envelope: { ...envelope, ...change }, record });
    expect(matches({})).toBe(true);
    expect(matches({}, 19)).toBe(false);
    expect(matches({ version: 8 })).toBe(false);
    expect(matches({ grantor: 'labour' })).toBe(false);
    expect(matches({ counted: [] })).toBe(false);
    expect(matches({ counted: envelope.counted.map((entry) => ({ ...entry, limit: 9 })) })).toBe(false);
  });

  test('of an endorsement shows the issuer, its version and nothing to count', () => {
    const shown: RecordEnvelope = { grantor: 'issuer', version: 1, signedBytes: new Uint8Array(1), counted: [] };
    expect(endorsementEnvelopeMatches(shown, endorsement)).toBe(true);
    expect(endorsementEnvelopeMatches({ ...shown, version: 2 }, endorsement)).toBe(false);
    expect(endorsementEnvelopeMatches({ ...shown, grantor: 'health' }, endorsement)).toBe(false);
    expect(endorsementEnvelopeMatches({ ...shown, counted: envelope.counted }, endorsement)).toBe(false);
  });
});

describe('what WRITE RECORD sends', () => {
  test('is taken from the signed record, and its envelope matches it', async () => {
    const grants = entitlementWrite(await signEntitlementRecord(record, signer));
    expect(grants).toMatchObject({ dataGroup: 18, grantor: 'health', version: 7, binding: record.binding });
    expect(entitlementEnvelopeMatches({ dataGroup: 18, envelope: grants, record })).toBe(true);
    const endorsed = endorsementWrite(await signEndorsement(endorsement, signer));
    expect(endorsed).toMatchObject({ dataGroup: 17, grantor: 'issuer', version: 1, binding: endorsement.binding });
    expect(endorsementEnvelopeMatches(endorsed, endorsement)).toBe(true);
  });

  test('reads back on the chip as it was sent', async () => {
    const write = entitlementWrite(await signEntitlementRecord(record, signer));
    expect(decodeWriteRecordData(encodeWriteRecordData(write))).toEqual(write);
  });

  test('is refused with its data group in two bytes, or without a binding', async () => {
    const write = entitlementWrite(await signEntitlementRecord(record, signer));
    const sent = encodeWriteRecordData(write);
    const group = encodeTlv(0x80, Uint8Array.of(18));
    expect(() =>
      decodeWriteRecordData(concatBytes(encodeTlv(0x80, Uint8Array.of(0, 18)), sent.subarray(group.length))),
    ).toThrow(malformed);
    expect(() => decodeWriteRecordData(concatBytes(group, encodeEnvelope(write)))).toThrow(malformed);
  });
});
