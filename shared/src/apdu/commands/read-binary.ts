import type { CommandApdu } from '../command-apdu.ts';

const INS_READ_BINARY = 0xb0;
const SHORT_FILE_ID = 0x80;

/** READ BINARY by short file id, offset 0 to 255; the file becomes the current one. ISO/IEC 7816-4 §11.3.3 */
export function readBinary({
  sfi,
  offset,
  ne,
}: {
  readonly sfi: number;
  readonly offset: number;
  readonly ne: number;
}): CommandApdu {
  if (sfi < 1 || sfi > 30) throw new RangeError(`sfi: want 1 to 30, got ${sfi}`);
  if (offset < 0 || offset > 0xff) throw new RangeError(`offset: want 0 to 255, got ${offset}`);
  return { cla: 0x00, ins: INS_READ_BINARY, p1: SHORT_FILE_ID | sfi, p2: offset, data: new Uint8Array(0), ne };
}

/** READ BINARY of the current file, offset 0 to 32767. ISO/IEC 7816-4 §11.3.3 */
export function readBinaryAt({ offset, ne }: { readonly offset: number; readonly ne: number }): CommandApdu {
  if (offset < 0 || offset > 0x7fff) throw new RangeError(`offset: want 0 to 32767, got ${offset}`);
  return { cla: 0x00, ins: INS_READ_BINARY, p1: offset >> 8, p2: offset & 0xff, data: new Uint8Array(0), ne };
}
