import { describe, expect, test } from 'vitest';
import { type CborValue, encodeCbor, Tagged } from '../cbor/index.ts';
import { parseCitizenId, parsePermitNumber } from '../identifiers/index.ts';
import { decodeItem, encodeItem } from '../mdoc/index.ts';
import { parsePlainDate } from '../plain-date/index.ts';
import { decodeDataGroup, encodeDataGroups, matchesDigests, splitItems } from './data-group-files.ts';
import { PERMIT_ELEMENTS } from './elements.ts';
import type { PermitRecord, ReleasedFields } from './permit-record.ts';

const record: PermitRecord = {
  name: '阿卜杜拉·买买提𠮷',
  birthDate: parsePlainDate('1949-12-31'),
  sex: 2,
  ethnicGroup: '05',
  citizenId: parseCitizenId('11010519491231002X'),
  hukouAddress: '虚构街道1号',
  residenceAddress: '虚构路2号',
  portrait: Uint8Array.of(0xff, 0xd8, 0xff, 0xd9),
  issue: {
    permitNumber: parsePermitNumber('QD-1'),
    issuingAuthority: '虚构分局',
    issueDate: parsePlainDate('2026-11-23'),
  },
  residence: { grounds: [1, 3], since: parsePlainDate('2025-01-01'), continuousMonths: 22 },
  ageOver: { over16: true, over18: true, over60: false },
  serviceClass: 2,
};

/** Salts that differ: 1, 2, 3 … */
function countingRandom(): (length: number) => Uint8Array {
  let count = 0;
  return (length) => new Uint8Array(length).fill(++count);
}
const groups = encodeDataGroups({ record, random: countingRandom() });
const SIGNED_GROUPS = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14];
const file = (dataGroup: number) => groups.files.get(dataGroup) ?? new Uint8Array();
const malformed = expect.objectContaining({ code: 'RECORD_MALFORMED' });

describe('the signed data groups of a card', () => {
  test('are twelve files with fourteen digests, each item with a salt of its own', () => {
    expect([...groups.files.keys()].sort((a, b) => a - b)).toEqual(SIGNED_GROUPS);
    expect([...groups.digests.keys()]).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 16, 18, 60, 14]);
    const items = SIGNED_GROUPS.flatMap((dataGroup) => splitItems(dataGroup, file(dataGroup)));
    expect(new Set(items.map((item) => decodeItem(item).random.join())).size).toBe(14);
  });

  test('give the record back, data group by data group', () => {
    const released = SIGNED_GROUPS.reduce<ReleasedFields>(
      (fields, dataGroup) => ({ ...fields, ...decodeDataGroup(dataGroup, file(dataGroup)) }),
      {},
    );
    expect(released).toEqual(record);
  });

  test('each match the digests, and none matches those of another', () => {
    const other = encodeDataGroups({ record, random: (length) => new Uint8Array(length).fill(0xee) });
    for (const dataGroup of SIGNED_GROUPS) {
      const fileBytes = file(dataGroup);
      expect(matchesDigests({ dataGroup, fileBytes, digests: groups.digests })).toBe(true);
      expect(matchesDigests({ dataGroup, fileBytes, digests: other.digests })).toBe(false);
      expect(matchesDigests({ dataGroup, fileBytes, digests: new Map() })).toBe(false);
    }
  });

  test('of ages are the received slices, and one that is missing is noticed', () => {
    const items = splitItems(13, file(13));
    expect(items.map((item) => decodeItem(item).elementIdentifier)).toEqual([
      'age_over_16',
      'age_over_18',
      'age_over_60',
    ]);
    const two = encodeCbor([new Tagged(24, new Uint8Array(1)), new Tagged(24, new Uint8Array(1))]);
    expect(matchesDigests({ dataGroup: 13, fileBytes: two, digests: groups.digests })).toBe(false);
    expect(() => decodeDataGroup(13, two)).toThrow(malformed);
  });

  test('are not mistaken for one another', () => {
    expect(() => decodeDataGroup(7, file(8))).toThrow(malformed);
    expect(() => decodeDataGroup(12, file(2))).toThrow(RangeError);
  });

  test.each<[string, Partial<PermitRecord>]>([
    ['an empty name', { name: '' }],
    ['a name that is not in normal form', { name: 'e\u0301' }],
    ['a name of 101 code points', { name: '𠮷'.repeat(101) }],
    ['an ethnic group that the standard does not list', { ethnicGroup: '57' }],
    ['a portrait of more than 12 000 bytes', { portrait: new Uint8Array(12_001) }],
    ['no ground of residence', { residence: { ...record.residence, grounds: [] } }],
    ['the same ground twice', { residence: { ...record.residence, grounds: [1, 1] } }],
    ['half a month', { residence: { ...record.residence, continuousMonths: 0.5 } }],
  ])('are not made of a record with %s', (_, change) => {
    expect(() => encodeDataGroups({ record: { ...record, ...change }, random: countingRandom() })).toThrow(RangeError);
  });

  test('take a name of 100 code points and a portrait of 12 000 bytes', () => {
    const full = { ...record, name: '𠮷'.repeat(100), portrait: new Uint8Array(12_000) };
    const { files } = encodeDataGroups({ record: full, random: countingRandom() });
    expect(decodeDataGroup(2, files.get(2) ?? new Uint8Array())).toEqual({ name: full.name });
    expect(decodeDataGroup(9, files.get(9) ?? new Uint8Array())).toEqual({ portrait: full.portrait });
  });

  test.each<[number, CborValue]>([
    [2, 5],
    [3, '1949-12-31'],
    [3, new Tagged(1004, '1949-02-30')],
    [4, 3],
    [4, '2'],
    [5, '5'],
    [6, '110105194912310021'],
    [9, 'portrait'],
    [10, new Map<string, CborValue>([['permit_number', 'QD-1']])],
    [
      11,
      new Map<string, CborValue>([
        ['grounds', [4]],
        ['residence_since', new Tagged(1004, '2025-01-01')],
        ['continuous_months', 1],
      ]),
    ],
    [14, 4],
    [14, null],
  ])('of group %d are refused with the value %j', (dataGroup, elementValue) => {
    const element = PERMIT_ELEMENTS.find((entry) => entry.dataGroup === dataGroup);
    if (element === undefined) throw new Error('no element');
    const { digestId, elementIdentifier } = element;
    const itemBytes = encodeItem({ digestId, random: new Uint8Array(16), elementIdentifier, elementValue });
    const codes = ['RECORD_MALFORMED', 'DATE_BAD', 'IDENTIFIER_BAD'];
    expect(() => decodeDataGroup(dataGroup, itemBytes)).toThrow(
      expect.objectContaining({ code: expect.toSatisfy((code: string) => codes.includes(code)) }),
    );
  });
});
