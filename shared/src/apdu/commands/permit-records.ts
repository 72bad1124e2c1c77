import { type CommandApdu, NE_EXTENDED_MAX, NE_SHORT_MAX } from '../command-apdu.ts';

/** WRITE RECORD, 00 D2 00 00: `data` is as card profile 1 §3 defines it. Departs from ISO/IEC 7816-4: the data names its target. */
export function writeRecord(data: Uint8Array): CommandApdu {
  return { cla: 0x00, ins: 0xd2, p1: 0x00, p2: 0x00, data, ne: 0 };
}

/** COUNT, 80 C2 00 00: counts a use and answers a receipt. Card profile 1 §3. */
export function count(data: Uint8Array): CommandApdu {
  return { cla: 0x80, ins: 0xc2, p1: 0x00, p2: 0x00, data, ne: NE_SHORT_MAX };
}

/** The two chip keys. Card profile 1 §1. */
export const CHIP_KEY = { device: 0x01, receipt: 0x02 } as const;

/** GENERATE ASYMMETRIC KEY PAIR: makes a chip key, once. Answers its public key. ISO/IEC 7816-8 */
export function generateKey(key: keyof typeof CHIP_KEY): CommandApdu {
  return { cla: 0x00, ins: 0x46, p1: 0x80, p2: CHIP_KEY[key], data: new Uint8Array(0), ne: NE_SHORT_MAX };
}

/** The public half of a chip key, at any time. ISO/IEC 7816-8 */
export function getKey(key: keyof typeof CHIP_KEY): CommandApdu {
  return { cla: 0x00, ins: 0x46, p1: 0x81, p2: CHIP_KEY[key], data: new Uint8Array(0), ne: NE_SHORT_MAX };
}

/** What STORE DATA can fill: data groups by their number, and the values below. Card profile 1 §5. */
export const STORE_TARGET = {
  can: 0x40,
  puk: 0x41,
  cvca: 0x42,
  permitRef: 0x43,
  versionFloors: 0x44,
  chipDate: 0x45,
} as const;

/** STORE DATA, 80 E2: bytes of a target from `offset` on; offset 0 begins it anew. */
export function storeData({
  target,
  offset,
  bytes,
}: {
  readonly target: number;
  readonly offset: number;
  readonly bytes: Uint8Array;
}): CommandApdu {
  const data = new Uint8Array(2 + bytes.length);
  data.set([offset >> 8, offset & 0xff]);
  data.set(bytes, 2);
  return { cla: 0x80, ins: 0xe2, p1: target, p2: 0x00, data, ne: 0 };
}

/** PERSO STATUS, 80 F2: length and SHA-256 of every target stored so far. */
export function persoStatus(): CommandApdu {
  return { cla: 0x80, ins: 0xf2, p1: 0x00, p2: 0x00, data: new Uint8Array(0), ne: NE_EXTENDED_MAX };
}

/** Life-cycle states by their coding in SET STATUS. Card profile 1 §5. */
export const LIFE_CYCLE = { blank: 0x01, personalised: 0x02, active: 0x03, terminated: 0x04 } as const;

/** SET STATUS, 80 F0 80: moves the life cycle on. */
export function setLifeCycle(state: keyof typeof LIFE_CYCLE): CommandApdu {
  return { cla: 0x80, ins: 0xf0, p1: 0x80, p2: LIFE_CYCLE[state], data: new Uint8Array(0), ne: 0 };
}
