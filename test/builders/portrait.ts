import { concatBytes, fromHex } from '@residence-permit/shared/bytes';

/** A grey picture of one pixel up to where comments may stand: SOI, JFIF. ITU-T T.81 annex B. */
const HEAD = fromHex('ffd8ffe000104a46494600010101004800480000');
/** Quantisation table of ones, frame, Huffman tables, scan, EOI. */
const TAIL = fromHex(
  `ffdb004300${'01'.repeat(64)}ffc0000b080001000101011100ffc40014000100000000000000000000000000000003` +
    'ffc40014100100000000000000000000000000000000ffda0008010100003f0037ffd9',
);
/** Marker and length of a comment segment. */
const COMMENT_HEAD_LENGTH = 4;

/** A portrait that shows nobody: a decodable JPEG of exactly that many bytes, filled up by a comment. */
export function aPortrait(length = 3000): Uint8Array {
  const room = length - HEAD.length - TAIL.length - COMMENT_HEAD_LENGTH;
  if (room < 0) throw new RangeError(`length: want at least ${length - room}, got ${length}`);
  const size = room + 2;
  const comment = Uint8Array.of(0xff, 0xfe, size >> 8, size & 0xff, ...new Uint8Array(room).fill(0x2e));
  return concatBytes(HEAD, comment, TAIL);
}
