import { DecodeError } from '../errors/index.ts';

/**
 * One data object as received. `bytes` is the whole of it, tag and length included; `value` its content.
 * Both are views into the input, not copies: whoever keeps them keeps the input.
 */
export type Tlv = { readonly tag: number; readonly value: Uint8Array; readonly bytes: Uint8Array };

const MAX_TAG_BYTES = 3;
const MAX_LENGTH_BYTES = 4;

/**
 * The one data object that `bytes` holds. Definite, shortest lengths only (X.690 §10.1).
 * @throws DecodeError TLV_TRUNCATED, TLV_BAD_TAG, TLV_BAD_LENGTH, or TLV_TRAILING_BYTES when anything follows it
 */
export function decodeTlv(bytes: Uint8Array): Tlv {
  const tlv = readTlv(bytes, 0);
  if (tlv.bytes.length < bytes.length) throw new DecodeError('TLV_TRAILING_BYTES', tlv.bytes.length);
  return tlv;
}

/**
 * The data objects that fill `bytes` one after another; none when it is empty. Use it on the value of a constructed one.
 * @throws DecodeError TLV_TRUNCATED, TLV_BAD_TAG or TLV_BAD_LENGTH
 */
export function decodeTlvSequence(bytes: Uint8Array): readonly Tlv[] {
  const list: Tlv[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const tlv = readTlv(bytes, offset);
    list.push(tlv);
    offset += tlv.bytes.length;
  }
  return list;
}

function readTlv(bytes: Uint8Array, start: number): Tlv {
  const tag = readTag(bytes, start);
  const length = readLength(bytes, tag.end);
  const end = length.end + length.value;
  if (end > bytes.length) throw new DecodeError('TLV_TRUNCATED', length.end);
  return { tag: tag.value, value: view(bytes, length.end, end), bytes: view(bytes, start, end) };
}

/** A number read from the input, and the offset of the byte after it. */
type Field = { readonly value: number; readonly end: number };

/** X.690 §8.1.2; ISO/IEC 7816-4 §5.2.2.1 leaves out 00, which is padding. */
function readTag(bytes: Uint8Array, start: number): Field {
  const first = byteAt(bytes, start);
  if (first === 0) throw new DecodeError('TLV_BAD_TAG', start, 'padding');
  if ((first & 0x1f) !== 0x1f) return { value: first, end: start + 1 };
  let value = first;
  for (let offset = start + 1; offset < start + MAX_TAG_BYTES; offset++) {
    const byte = byteAt(bytes, offset);
    if (offset === start + 1 && (byte === 0x80 || byte < 0x1f)) {
      throw new DecodeError('TLV_BAD_TAG', offset, 'not the shortest form');
    }
    value = value * 256 + byte;
    if (byte < 0x80) return { value, end: offset + 1 };
  }
  throw new DecodeError('TLV_BAD_TAG', start, 'more than three bytes');
}

function readLength(bytes: Uint8Array, start: number): Field {
  const first = byteAt(bytes, start);
  if (first < 0x80) return { value: first, end: start + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > MAX_LENGTH_BYTES) {
    throw new DecodeError('TLV_BAD_LENGTH', start, count === 0 ? 'indefinite' : 'more than four bytes');
  }
  let value = 0;
  for (let offset = start + 1; offset <= start + count; offset++) value = value * 256 + byteAt(bytes, offset);
  const least = count === 1 ? 0x80 : 2 ** (8 * (count - 1));
  if (value < least) throw new DecodeError('TLV_BAD_LENGTH', start, 'not the shortest form');
  return { value, end: start + 1 + count };
}

function byteAt(bytes: Uint8Array, offset: number): number {
  const byte = bytes[offset];
  if (byte === undefined) throw new DecodeError('TLV_TRUNCATED', offset);
  return byte;
}

function view(bytes: Uint8Array, start: number, end: number): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset + start, end - start);
}
