import { EF_ACCESS_LOG, EF_COUNTERS, EF_STATE } from '@residence-permit/shared/apdu';
import { concatBytes } from '@residence-permit/shared/bytes';
import { encodeCbor } from '@residence-permit/shared/cbor';
import { encodeEnvelope, encodeSlots } from '@residence-permit/shared/records';
import type { ReadableFile } from '../access-rules/index.ts';
import type { ReadableMemory } from '../nonvolatile/index.ts';

/** The data groups that change on the card; the others are written once, in personalisation. */
export const ENDORSEMENT_GROUP = 17;
export const RECORD_GROUPS: readonly number[] = [17, 18, 19, 20, 21];

/** DG1..DG14: static data groups. */
export function isStaticGroup(sfi: number): boolean {
  return sfi >= 1 && sfi <= 14;
}

/** Short ids of the files that the chip writes itself. Card profile 1 §2. */
const CHIP_FILES: ReadonlyMap<number, ReadableFile> = new Map<number, ReadableFile>([
  [EF_COUNTERS.sfi, 'counters'],
  [EF_ACCESS_LOG.sfi, 'access-log'],
  [EF_STATE.sfi, 'state'],
]);

/** The file behind a short file id of the application, or undefined where the profile has none. */
export function applicationFile(sfi: number): ReadableFile | undefined {
  if (isStaticGroup(sfi)) return sfi;
  return RECORD_GROUPS.includes(sfi) ? sfi : CHIP_FILES.get(sfi);
}

/** DGn has file id 0100 + n; the chip's own files follow the same rule. Card profile 1 §2. */
export function applicationSfiOf(fid: number): number | undefined {
  const sfi = fid - 0x0100;
  return applicationFile(sfi) === undefined ? undefined : sfi;
}

/** Content of an elementary file; undefined where personalisation has not written it. */
export function readApplicationFile(memory: ReadableMemory, file: ReadableFile): Uint8Array | undefined {
  switch (file) {
    case 'counters':
      return countersFile(memory);
    case 'access-log':
      return accessLogFile(memory);
    case 'state':
      return stateFile(memory);
    default:
      return isStaticGroup(file) ? memory.read('files').get(file) : recordGroupFile(memory, file);
  }
}

/** DG17: one envelope without a wrapper. DG18..DG21: one `30` for each grantor. Empty until something is written. */
function recordGroupFile(memory: ReadableMemory, dataGroup: number): Uint8Array {
  const slots = memory.read('slots').get(dataGroup) ?? [];
  return dataGroup === ENDORSEMENT_GROUP ? concatBytes(...slots.map(encodeEnvelope)) : encodeSlots(slots);
}

/** `[[[grant id, period, used] …], [receipt …]]`, oldest first. */
function countersFile(memory: ReadableMemory): Uint8Array {
  const uses = memory.read('uses').map((use) => [use.grantId, use.period, use.used]);
  return encodeCbor([uses, memory.read('receipts').map((kept) => kept.receipt)]);
}

/** `[[terminal reference (text), epoch day, template (5 bytes)] …]`, oldest first. */
function accessLogFile(memory: ReadableMemory): Uint8Array {
  return encodeCbor(memory.read('accessLog').map((entry) => [entry.terminal, entry.day, entry.rights]));
}

/** `{1: chip date (epoch day), 2: life cycle, 3: {data group: [[grantor, version] …]}}`. */
function stateFile(memory: ReadableMemory): Uint8Array {
  const versions = [...memory.read('slots')].map(
    ([dataGroup, slots]) => [dataGroup, slots.map((slot) => [slot.grantor, slot.version])] as const,
  );
  return encodeCbor(
    new Map<number, number | string | ReadonlyMap<number, readonly (readonly (string | number)[])[]>>([
      [1, memory.read('chipDate')],
      [2, memory.read('lifeCycle')],
      [3, new Map(versions)],
    ]),
  );
}
