import { concatBytes, equalBytes } from '../bytes/index.ts';
import { type CborLimits, type CborValue, decodeCbor, encodeCbor, Tagged } from '../cbor/index.ts';
import { DecodeError } from '../errors/index.ts';
import {
  decodeItem,
  encodeItem,
  ITEM_SALT_BYTES,
  portableSha256,
  type Sha256,
  TAG_ENCODED_CBOR,
  unwrapEncodedCbor,
} from '../mdoc/index.ts';
import { PERMIT_ELEMENTS, type PermitElement } from './elements.ts';
import type { PermitRecord, ReleasedFields } from './permit-record.ts';

/** The data group that holds three items in an array; every other signed one holds one item. */
const DG_AGES = 13;
/** RFC 8949 §3: major type 4, three items. */
const HEAD_ARRAY_OF_THREE = 0x83;
const AGES_LIMITS: CborLimits = { maxBytes: 512, maxDepth: 2, tags: [TAG_ENCODED_CBOR] };

const ELEMENTS_BY_GROUP: ReadonlyMap<number, readonly PermitElement[]> = new Map(
  PERMIT_ELEMENTS.map(({ dataGroup }) => [
    dataGroup,
    PERMIT_ELEMENTS.filter((element) => element.dataGroup === dataGroup),
  ]),
);

/** The signed data groups of one card, ready to be written, and the digests that DG1 signs over them. */
export type PermitDataGroups = {
  /** Data group number → file content: 2 to 11, 13 and 14. */
  readonly files: ReadonlyMap<number, Uint8Array>;
  /** Digest id → SHA-256, 32 bytes: fourteen of them. */
  readonly digests: ReadonlyMap<number, Uint8Array>;
};

/**
 * Salts and encodes each element. `random` must give bytes that nobody can guess.
 * @throws RangeError on a record that would not read back
 */
export function encodeDataGroups(input: {
  readonly record: PermitRecord;
  random(length: number): Uint8Array;
  /** The platform's own, where it has one; the portable one if absent. */
  readonly sha256?: Sha256;
}): PermitDataGroups {
  const { record, sha256 = portableSha256 } = input;
  const files = new Map<number, Uint8Array>();
  const digests = new Map<number, Uint8Array>();
  const ages: Uint8Array[] = [];
  for (const element of PERMIT_ELEMENTS) {
    const itemBytes = encodeItem({
      digestId: element.digestId,
      random: input.random(ITEM_SALT_BYTES),
      elementIdentifier: element.elementIdentifier,
      elementValue: readableValue(element, record),
    });
    digests.set(element.digestId, sha256(itemBytes));
    if (element.dataGroup === DG_AGES) ages.push(itemBytes);
    else files.set(element.dataGroup, itemBytes);
  }
  files.set(DG_AGES, concatBytes(Uint8Array.of(HEAD_ARRAY_OF_THREE), ...ages));
  return { files, digests };
}

/** What would not read back must not be signed. */
function readableValue(element: PermitElement, record: PermitRecord): CborValue {
  const value = element.encode(record);
  try {
    element.decode(value, {});
  } catch (cause) {
    throw new RangeError(`record: ${element.elementIdentifier} would not read back`, { cause });
  }
  return value;
}

/**
 * The `#6.24` items of a signed data group, as slices of the received bytes.
 * @throws DecodeError a CBOR code or RECORD_MALFORMED
 */
export function splitItems(dataGroup: number, fileBytes: Uint8Array): readonly Uint8Array[] {
  if (dataGroup !== DG_AGES) return [fileBytes];
  const value = decodeCbor(fileBytes, AGES_LIMITS);
  if (!Array.isArray(value)) throw new DecodeError('RECORD_MALFORMED', 0, 'DG13: want an array');
  let offset = 1; // the head of an array of fewer than 24 items is one byte, RFC 8949 §3
  return value.map((item) => {
    const length = encodeCbor(new Tagged(TAG_ENCODED_CBOR, unwrapEncodedCbor(item))).length;
    const itemBytes = fileBytes.subarray(offset, offset + length);
    offset += length;
    return itemBytes;
  });
}

/**
 * True if every item of the file, as received, has its digest in the signed list and no item is missing.
 * @throws DecodeError a CBOR code or RECORD_MALFORMED
 */
export function matchesDigests(input: {
  readonly dataGroup: number;
  readonly fileBytes: Uint8Array;
  readonly digests: ReadonlyMap<number, Uint8Array>;
  /** The platform's own, where it has one; the portable one if absent. */
  readonly sha256?: Sha256;
}): boolean {
  const { sha256 = portableSha256 } = input;
  const items = splitItems(input.dataGroup, input.fileBytes);
  const elements = elementsOf(input.dataGroup);
  return (
    items.length === elements.length &&
    elements.every((element, index) => {
      const signed = input.digests.get(element.digestId);
      const itemBytes = items[index];
      return signed !== undefined && itemBytes !== undefined && equalBytes(signed, sha256(itemBytes));
    })
  );
}

/**
 * The fields in a signed data group. Believe them only after `matchesDigests` said yes for the same bytes.
 * @throws DecodeError a CBOR code, MDOC_MALFORMED, RECORD_MALFORMED, DATE_BAD or IDENTIFIER_BAD
 */
export function decodeDataGroup(dataGroup: number, fileBytes: Uint8Array): ReleasedFields {
  const items = splitItems(dataGroup, fileBytes);
  const elements = elementsOf(dataGroup);
  if (items.length !== elements.length) throw new DecodeError('RECORD_MALFORMED', 0, `DG${dataGroup}: items`);
  return elements.reduce<ReleasedFields>((fields, element, index) => {
    const item = decodeItem(items[index] ?? new Uint8Array());
    if (item.digestId !== element.digestId || item.elementIdentifier !== element.elementIdentifier) {
      throw new DecodeError('RECORD_MALFORMED', 0, `DG${dataGroup}: another element`);
    }
    return element.decode(item.elementValue, fields);
  }, {});
}

/** The elements of a signed data group. @throws RangeError if it is not one */
function elementsOf(dataGroup: number): readonly PermitElement[] {
  const elements = ELEMENTS_BY_GROUP.get(dataGroup);
  if (elements === undefined) throw new RangeError(`dataGroup: DG${dataGroup} holds no signed item`);
  return elements;
}
