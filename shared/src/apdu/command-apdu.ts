import { DecodeError } from '../errors/index.ts';

/**
 * A command APDU. `ne` is the number of response bytes expected: 0 none, 256 the short and 65536 the extended maximum.
 * Lc and Le exist only inside this codec. ISO/IEC 7816-4 §5.1
 */
export type CommandApdu = {
  readonly cla: number;
  readonly ins: number;
  readonly p1: number;
  readonly p2: number;
  /** 0 to 65535 bytes. */
  readonly data: Uint8Array;
  readonly ne: number;
};

export const NE_SHORT_MAX = 256;
export const NE_EXTENDED_MAX = 65_536;
const NC_SHORT_MAX = 255;
const NC_EXTENDED_MAX = 65_535;

/**
 * The bytes of a command: short fields where both fit, else extended. ISO/IEC 7816-4 §5.1, §12.1.1
 * @throws RangeError on a header byte, length or `ne` outside its range
 */
export function encodeCommand({ cla, ins, p1, p2, data, ne }: CommandApdu): Uint8Array {
  for (const byte of [cla, ins, p1, p2]) {
    if (!Number.isInteger(byte) || byte < 0 || byte > 0xff) throw new RangeError(`header: want a byte, got ${byte}`);
  }
  if (data.length > NC_EXTENDED_MAX)
    throw new RangeError(`data: want at most ${NC_EXTENDED_MAX} bytes, got ${data.length}`);
  if (!Number.isInteger(ne) || ne < 0 || ne > NE_EXTENDED_MAX) throw new RangeError(`ne: want 0 to 65536, got ${ne}`);
  const isShort = data.length <= NC_SHORT_MAX && ne <= NE_SHORT_MAX;
  const lc = data.length === 0 ? [] : isShort ? [data.length] : [0, data.length >> 8, data.length & 0xff];
  const le = ne === 0 ? [] : isShort ? [ne & 0xff] : [...(lc.length === 0 ? [0] : []), (ne >> 8) & 0xff, ne & 0xff];
  const bytes = new Uint8Array(4 + lc.length + data.length + le.length);
  bytes.set([cla, ins, p1, p2, ...lc]);
  bytes.set(data, 4 + lc.length);
  bytes.set(le, 4 + lc.length + data.length);
  return bytes;
}

/**
 * The command in `bytes`; its data is a view into them.
 * @throws DecodeError APDU_MALFORMED
 */
export function decodeCommand(bytes: Uint8Array): CommandApdu {
  const [cla, ins, p1, p2] = bytes;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) {
    throw new DecodeError('APDU_MALFORMED', bytes.length, 'shorter than a header');
  }
  return { cla, ins, p1, p2, ...readBody(bytes) };
}

type Body = { readonly data: Uint8Array; readonly ne: number };

/** The seven cases of ISO/IEC 7816-4 §12.1.1: 1, 2S, 3S, 4S, 2E, 3E, 4E. */
function readBody(bytes: Uint8Array): Body {
  const none = bytes.subarray(0, 0);
  const first = bytes[4];
  if (first === undefined) return { data: none, ne: 0 };
  if (bytes.length === 5) return { data: none, ne: first === 0 ? NE_SHORT_MAX : first };
  return first === 0 ? readExtendedBody(bytes) : readShortBody(bytes, first);
}

function readShortBody(bytes: Uint8Array, nc: number): Body {
  const end = 5 + nc;
  const data = bytes.subarray(5, end);
  if (bytes.length === end) return { data, ne: 0 };
  if (bytes.length !== end + 1) throw new DecodeError('APDU_MALFORMED', 4, 'Lc does not fit the length');
  const le = bytes[end] ?? 0;
  return { data, ne: le === 0 ? NE_SHORT_MAX : le };
}

function readExtendedBody(bytes: Uint8Array): Body {
  if (bytes.length < 7) throw new DecodeError('APDU_MALFORMED', 4, 'extended length cut short');
  const first = uint16At(bytes, 5);
  if (bytes.length === 7) return { data: bytes.subarray(0, 0), ne: first === 0 ? NE_EXTENDED_MAX : first };
  const end = 7 + first;
  if (first === 0) throw new DecodeError('APDU_MALFORMED', 5, 'extended Lc of zero');
  if (bytes.length === end) return { data: bytes.subarray(7, end), ne: 0 };
  if (bytes.length !== end + 2) throw new DecodeError('APDU_MALFORMED', 5, 'Lc does not fit the length');
  const le = uint16At(bytes, end);
  return { data: bytes.subarray(7, end), ne: le === 0 ? NE_EXTENDED_MAX : le };
}

function uint16At(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
}
