import { concatBytes, decodeUtf8, encodeUtf8, equalBytes } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';
import { type PlainDate, parsePlainDate } from '../plain-date/index.ts';
import { decodeTlv, decodeTlvSequence, encodeTlv, getTlv } from '../tlv/index.ts';
import { OID_DATE_OF_VALIDITY } from './object-identifiers.ts';

/** Authenticated auxiliary data and one discretionary template in it. TR-03110-3 v2.21 §A.6.5 */
const DO_AUXILIARY = 0x67;
const DO_DISCRETIONARY_TEMPLATE = 0x73;
const DO_OBJECT_IDENTIFIER = 0x06;
const DO_DISCRETIONARY_DATA = 0x53;

/** Auxiliary data that commits the terminal to a date: `67 {73 {06 id-DateOfValidity, 53 'YYYYMMDD'}}`. TR-03110-3 v2.21 §A.6.5.2 */
export function encodeCommittedDate(date: PlainDate): Uint8Array {
  const content = concatBytes(
    encodeTlv(DO_OBJECT_IDENTIFIER, OID_DATE_OF_VALIDITY),
    encodeTlv(DO_DISCRETIONARY_DATA, encodeUtf8(date.replaceAll('-', ''))),
  );
  return encodeTlv(DO_AUXILIARY, encodeTlv(DO_DISCRETIONARY_TEMPLATE, content));
}

/**
 * The date that auxiliary data commits to; none when it speaks of other things only. `bytes` is the whole 67.
 * @throws DecodeError TLV_*, DATE_BAD
 */
export function decodeCommittedDate(bytes: Uint8Array): PlainDate | undefined {
  const { tag, value } = decodeTlv(bytes);
  if (tag !== DO_AUXILIARY) throw new DecodeError('TLV_BAD_TAG', 0, 'want 67');
  for (const template of decodeTlvSequence(value)) {
    if (template.tag !== DO_DISCRETIONARY_TEMPLATE) throw new DecodeError('TLV_BAD_TAG', 0, 'want 73 in 67');
    const objects = decodeTlvSequence(template.value);
    if (equalBytes(getTlv(objects, DO_OBJECT_IDENTIFIER).value, OID_DATE_OF_VALIDITY)) {
      return dateOf(getTlv(objects, DO_DISCRETIONARY_DATA).value);
    }
  }
  return undefined;
}

/** Eight ASCII digits. */
function dateOf(value: Uint8Array): PlainDate {
  if (value.length !== 8 || value.some((byte) => byte < 0x30 || byte > 0x39)) {
    throw new DecodeError('DATE_BAD', 0, 'want eight digits');
  }
  const text = decodeUtf8(value);
  return parsePlainDate(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
}
