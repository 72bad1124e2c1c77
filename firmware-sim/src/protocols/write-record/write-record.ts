import { sha256 } from '@noble/hashes/sha2.js';
import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { equalBytes } from '@residence-permit/shared/bytes';
import {
  decodeWriteRecordData,
  MAX_SLOTS,
  MAX_VERSION_STEP,
  type RecordEnvelope,
  type WriteRecordData,
} from '@residence-permit/shared/records';
import { accessOf, mayWrite } from '../../access-rules/index.ts';
import type { Chip } from '../../card/chip.ts';
import { shaBlocks } from '../../card/cost-meter.ts';
import { refuse } from '../../card/refusal.ts';
import { SW } from '../../card/status.ts';
import { ENDORSEMENT_GROUP, RECORD_GROUPS } from '../../file-system/index.ts';
import type { ChipCells, Nonvolatile } from '../../nonvolatile/index.ts';

/** What one grantor may take up in nonvolatile memory. */
const MAX_SIGNED_BYTES = 1024;
const MAX_COUNTED_GRANTS = 16;

/**
 * WRITE RECORD (00 D2 00 00): replaces the endorsement, or one grantor's slot of DG18..DG21. The chip does not look into
 * the signed bytes: the verifier does. Card profile 1 §3. The commit holds the slot and, for the first endorsement, the
 * life cycle, so that a card is active exactly when it carries one.
 */
export function writeRecord(chip: Chip, command: CommandApdu): ResponseApdu {
  if (command.p1 !== 0 || command.p2 !== 0) refuse(SW.WRONG_P1_P2);
  const data = decodeWriteRecordData(command.data);
  requireFormat(data);
  if (!mayWrite(accessOf(chip), data.dataGroup)) refuse(SW.SECURITY_STATUS_NOT_SATISFIED);
  requireLifeCycle(chip, data.dataGroup);
  requireOwnBinding(chip, data);
  requireNextVersion(chip.memory, data);
  const slotName = slotNameOf(data);
  if (chip.session.written.has(slotName)) refuse(SW.CONDITIONS_NOT_SATISFIED);
  chip.memory.commit(changeFor(chip.memory, data));
  chip.session.written.add(slotName);
  return { data: new Uint8Array(0), sw: SW.OK };
}

function requireFormat(data: WriteRecordData): void {
  if (!RECORD_GROUPS.includes(data.dataGroup)) refuse(SW.WRONG_DATA);
  if (data.dataGroup === ENDORSEMENT_GROUP && data.counted.length > 0) refuse(SW.WRONG_DATA);
  if (data.signedBytes.length > MAX_SIGNED_BYTES || data.counted.length > MAX_COUNTED_GRANTS) {
    refuse(SW.NOT_ENOUGH_SPACE);
  }
}

/** Card profile 1 §5: the first endorsement only in the session in which the collector set the PIN; grants only after it. */
function requireLifeCycle(chip: Chip, dataGroup: number): void {
  const lifeCycle = chip.memory.read('lifeCycle');
  const isActivation = lifeCycle === 'personalised' && dataGroup === ENDORSEMENT_GROUP && chip.session.pinSet;
  if (lifeCycle !== 'active' && !isActivation) refuse(SW.CONDITIONS_NOT_SATISFIED);
}

/** An endorsement is bound to this chip, a grant to the permit, which a reissued card takes over. */
function requireOwnBinding(chip: Chip, data: WriteRecordData): void {
  const own = data.dataGroup === ENDORSEMENT_GROUP ? deviceKeyDigest(chip) : chip.memory.read('permitRef');
  if (own === undefined || !equalBytes(own, data.binding)) refuse(SW.REFERENCE_DATA_NOT_USABLE);
}

function deviceKeyDigest(chip: Chip): Uint8Array | undefined {
  const point = chip.memory.read('deviceKey')?.publicPoint;
  if (point === undefined) return undefined;
  chip.meter.operation('sha-block', shaBlocks(point.length));
  return sha256(point);
}

function requireNextVersion(memory: Nonvolatile, data: WriteRecordData): void {
  const stored = storedVersion(memory, data);
  if (data.version <= stored || data.version > stored + MAX_VERSION_STEP) refuse(SW.CONDITIONS_NOT_SATISFIED);
}

/** DG17 has one slot, whoever wrote it. A slot never written stands at the floor that personalisation took over, or 0. */
function storedVersion(memory: Nonvolatile, data: WriteRecordData): number {
  const { dataGroup } = data;
  const slots = (memory.read('slots').get(dataGroup) ?? []).map(({ grantor, version }) => ({
    dataGroup,
    grantor,
    version,
  }));
  const known = [...memory.read('versionFloors'), ...slots].filter((each) => slotNameOf(each) === slotNameOf(data));
  return Math.max(0, ...known.map(({ version }) => version));
}

/** The slot that a record goes to: one for each grantor, but in DG17 one for all. */
function slotNameOf({ dataGroup, grantor }: { readonly dataGroup: number; readonly grantor: string }): string {
  return dataGroup === ENDORSEMENT_GROUP ? `${dataGroup}` : `${dataGroup}:${grantor}`;
}

function changeFor(memory: Nonvolatile, data: WriteRecordData): Partial<ChipCells> {
  const { dataGroup, grantor, version, signedBytes, counted } = data;
  const envelope: RecordEnvelope = { grantor, version, signedBytes: signedBytes.slice(), counted };
  const before = memory.read('slots');
  const slots = new Map([...before, [dataGroup, slotsWith(before.get(dataGroup) ?? [], dataGroup, envelope)]]);
  return dataGroup === ENDORSEMENT_GROUP ? { slots, lifeCycle: 'active' } : { slots };
}

function slotsWith(
  slots: readonly RecordEnvelope[],
  dataGroup: number,
  envelope: RecordEnvelope,
): readonly RecordEnvelope[] {
  if (dataGroup === ENDORSEMENT_GROUP) return [envelope];
  if (slots.some((slot) => slot.grantor === envelope.grantor)) {
    return slots.map((slot) => (slot.grantor === envelope.grantor ? envelope : slot));
  }
  return slots.length < MAX_SLOTS ? [...slots, envelope] : refuse(SW.NOT_ENOUGH_SPACE);
}
