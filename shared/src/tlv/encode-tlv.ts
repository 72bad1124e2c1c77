/**
 * One BER-TLV data object with the shortest length (ISO/IEC 7816-4 §5.2.2; X.690 §10.1).
 * `tag` is the number that its bytes spell, such as 0x7f4e, 0x5f29 or 0x87.
 * @throws RangeError when `tag` is not a tag of one to three bytes
 */
export function encodeTlv(tag: number, value: Uint8Array): Uint8Array {
  const tagBytes = encodeTag(tag);
  const lengthBytes = encodeLength(value.length);
  const whole = new Uint8Array(tagBytes.length + lengthBytes.length + value.length);
  whole.set(tagBytes, 0);
  whole.set(lengthBytes, tagBytes.length);
  whole.set(value, tagBytes.length + lengthBytes.length);
  return whole;
}

function encodeTag(tag: number): readonly number[] {
  if (Number.isInteger(tag) && tag > 0 && tag <= 0xffffff) {
    const bytes = bigEndian(tag);
    if (isTag(bytes)) return bytes;
  }
  throw new RangeError(`tag: want the number of a BER tag of one to three bytes, got ${tag}`);
}

/** X.690 §8.1.2: low five bits all set announce more bytes; each but the last has its high bit set. */
function isTag(bytes: readonly number[]): boolean {
  const [first = 0, ...rest] = bytes;
  if ((first & 0x1f) !== 0x1f) return rest.length === 0;
  return rest.length > 0 && rest.every((byte, index) => byte >= 0x80 === index < rest.length - 1);
}

function encodeLength(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const bytes = bigEndian(length);
  return [0x80 | bytes.length, ...bytes];
}

function bigEndian(value: number): readonly number[] {
  const bytes: number[] = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return bytes;
}
