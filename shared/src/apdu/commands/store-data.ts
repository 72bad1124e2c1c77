import type { CommandApdu } from '../command-apdu.ts';

/** What STORE DATA can fill: data groups by their number, and the values below. Card profile 1 §5. */
export const STORE_TARGET = {
  can: 0x40,
  puk: 0x41,
  cvca: 0x42,
  permitRef: 0x43,
  versionFloors: 0x44,
  chipDate: 0x45,
} as const;

/** STORE DATA, 80 E2: bytes of a target from `offset` on, 0 to 65535; offset 0 begins it anew. GPC_SPE_034 §11.11, whose data is the profile's own. */
export function storeData({
  target,
  offset,
  bytes,
}: {
  readonly target: number;
  readonly offset: number;
  readonly bytes: Uint8Array;
}): CommandApdu {
  if (!Number.isInteger(offset) || offset < 0 || offset > 0xffff) {
    throw new RangeError(`offset: want 0 to 65535, got ${offset}`);
  }
  const data = new Uint8Array(2 + bytes.length);
  data.set([offset >> 8, offset & 0xff]);
  data.set(bytes, 2);
  return { cla: 0x80, ins: 0xe2, p1: target, p2: 0x00, data, ne: 0 };
}
