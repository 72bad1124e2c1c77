/**
 * Where valid UTF-8 ends: `end` when all of `bytes` from `start` to `end` is valid, else the offset of the first bad
 * sequence. Unicode 15 table 3-7: no overlong form, no surrogate, nothing past U+10FFFF. Allocates nothing.
 */
export function endOfValidUtf8(bytes: Uint8Array, start: number, end: number): number {
  let offset = start;
  while (offset < end) {
    const lead = bytes[offset] ?? 0;
    if (lead < 0x80) {
      offset += 1;
      continue;
    }
    const length = sequenceLength(lead);
    if (length === 0 || offset + length > end || !goodTail(bytes, offset, length)) return offset;
    offset += length;
  }
  return end;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

function goodTail(bytes: Uint8Array, offset: number, length: number): boolean {
  const lead = bytes[offset] ?? 0;
  const second = bytes[offset + 1] ?? 0;
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return false;
  for (let index = offset + 2; index < offset + length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte < 0x80 || byte > 0xbf) return false;
  }
  return true;
}
