import { DecodeError } from '../errors/index.ts';
import type { CertificateRole, Template } from './template.ts';

/** TR-03110-4 v2.21 §2.2.3.2: 40 bits, bit 39 first. */
export const TEMPLATE_BYTES = 5;

/** Bits 39 and 38, as the top two of the first byte. TR-03110-4 v2.21 §2.2.3.2 */
const ROLES: readonly CertificateRole[] = ['terminal', 'dv-non-official', 'dv-official', 'cvca'];

const READABLE = { first: 1, last: 22 } as const;
const WRITABLE = { first: 17, last: 22 } as const;

/** Bit of a right to read a data group. TR-03110-4 v2.21 §2.2.3.2: DG1 is bit 8, DG22 bit 29. */
const readBit = (group: number): number => group + 7;
/** Bit of a right to write a data group: DG17 is bit 37, DG22 bit 32. TR-03110-4 v2.21 §2.2.3.2 */
const writeBit = (group: number): number => 54 - group;
/** Departs from TR-03110-4 v2.21 §2.2.3.2, where bit 31 is reserved: card profile 1 §2 has no published bit for counting. */
const COUNT_BIT = 31;
const PIN_MANAGEMENT_BIT = 5;
const CAN_ALLOWED_BIT = 4;

/** The five bytes of a template. @throws RangeError for a group that cannot be read or written */
export function encodeTemplate(template: Template): Uint8Array {
  const bytes = new Uint8Array(TEMPLATE_BYTES);
  bytes[0] = ROLES.indexOf(template.role) << 6;
  for (const bit of bitsOf(template)) bytes[byteOf(bit)] = (bytes[byteOf(bit)] ?? 0) | maskOf(bit);
  return bytes;
}

/** Rights that this profile does not use, such as age verification, are passed over. @throws DecodeError CVC_MALFORMED */
export function decodeTemplate(bytes: Uint8Array): Template {
  const role = ROLES[(bytes[0] ?? 0) >> 6];
  if (bytes.length !== TEMPLATE_BYTES || role === undefined) {
    throw new DecodeError('CVC_MALFORMED', 0, `template: want ${TEMPLATE_BYTES} bytes, got ${bytes.length}`);
  }
  const has = (bit: number): boolean => ((bytes[byteOf(bit)] ?? 0) & maskOf(bit)) !== 0;
  return {
    role,
    read: groups(READABLE).filter((group) => has(readBit(group))),
    write: groups(WRITABLE).filter((group) => has(writeBit(group))),
    count: has(COUNT_BIT),
    canAllowed: has(CAN_ALLOWED_BIT),
    pinManagement: has(PIN_MANAGEMENT_BIT),
  };
}

function bitsOf({ read, write, count, canAllowed, pinManagement }: Template): readonly number[] {
  requireGroups('read', read, READABLE);
  requireGroups('write', write, WRITABLE);
  return [
    ...read.map(readBit),
    ...write.map(writeBit),
    ...(count ? [COUNT_BIT] : []),
    ...(canAllowed ? [CAN_ALLOWED_BIT] : []),
    ...(pinManagement ? [PIN_MANAGEMENT_BIT] : []),
  ];
}

type GroupRange = { readonly first: number; readonly last: number };

function groups({ first, last }: GroupRange): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function requireGroups(name: string, asked: readonly number[], { first, last }: GroupRange): void {
  for (const group of asked) {
    if (Number.isInteger(group) && group >= first && group <= last) continue;
    throw new RangeError(`${name}: want data groups ${first} to ${last}, got ${group}`);
  }
}

function byteOf(bit: number): number {
  return TEMPLATE_BYTES - 1 - (bit >> 3);
}

function maskOf(bit: number): number {
  return 1 << (bit & 7);
}
