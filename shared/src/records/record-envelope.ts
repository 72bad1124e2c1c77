import { concatBytes, decodeUtf8, encodeUtf8, equalBytes, readUint, uint32Bytes } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';
import { decodeTlvSequence, encodeTlv, type Tlv } from '../tlv/index.ts';
import { type CountedGrant, countedGrantsOf, decodeCountedGrants, encodeCountedGrants } from './counted-grant.ts';
import type { Endorsement } from './endorsement.ts';
import type { EntitlementRecord } from './entitlement-record.ts';
import { ENDORSEMENT_GRANTOR, isGrantor } from './grantor.ts';

/** Data objects of WRITE RECORD and of DG17 to DG21. Card profile 1 §3. */
export const DO_DATA_GROUP = 0x80;
export const DO_GRANTOR = 0x81;
export const DO_VERSION = 0x82;
export const DO_BINDING = 0x83;
export const DO_SIGNED = 0x84;
export const DO_COUNTED = 0x85;
/** One slot of DG18 to DG21. */
export const DO_SLOT = 0x30;

/** Most slots of one data group: one per grantor. */
export const MAX_SLOTS = 4;

/** What the chip keeps of a rewritable record: enough to refuse a rollback and to count, beside the signed bytes. */
export type RecordEnvelope = {
  readonly grantor: string;
  readonly version: number;
  /** COSE_Sign1 as received. */
  readonly signedBytes: Uint8Array;
  /** Empty where nothing is counted. */
  readonly counted: readonly CountedGrant[];
};

/** The data objects 81 82 84 [85], in that order. */
export function encodeEnvelope(envelope: RecordEnvelope): Uint8Array {
  return concatBytes(
    encodeTlv(DO_GRANTOR, encodeUtf8(envelope.grantor)),
    encodeTlv(DO_VERSION, uint32Bytes(envelope.version)),
    encodeTlv(DO_SIGNED, envelope.signedBytes),
    ...encodeCounted(envelope.counted),
  );
}

/** DO 85, or nothing where nothing is counted. */
export function encodeCounted(counted: readonly CountedGrant[]): readonly Uint8Array[] {
  return counted.length === 0 ? [] : [encodeTlv(DO_COUNTED, encodeCountedGrants(counted))];
}

/** @throws DecodeError TLV_* or RECORD_MALFORMED */
export function decodeEnvelope(bytes: Uint8Array): RecordEnvelope {
  const objects = decodeTlvSequence(bytes);
  const [grantor, version, signed, counted] = objects;
  if (objects.length < 3 || objects.length > 4) throw malformed('envelope: data objects');
  return {
    grantor: readGrantor(grantor),
    version: readVersion(version),
    signedBytes: valueOf(signed, DO_SIGNED),
    counted: counted === undefined ? [] : decodeCountedGrants(valueOf(counted, DO_COUNTED)),
  };
}

/** The value of a data object that must carry this tag. @throws DecodeError RECORD_MALFORMED */
export function valueOf(object: Tlv | undefined, tag: number): Uint8Array {
  if (object?.tag !== tag) throw malformed(`want data object ${tag.toString(16)}`);
  return object.value;
}

export function readGrantor(object: Tlv | undefined): string {
  const value = valueOf(object, DO_GRANTOR);
  const text = value.every((byte) => byte < 0x80) ? decodeUtf8(value) : '';
  if (!isGrantor(text)) throw malformed('grantor');
  return text;
}

export function readVersion(object: Tlv | undefined): number {
  const value = valueOf(object, DO_VERSION);
  if (value.length !== 4) throw malformed('version');
  return readUint(value);
}

/** Content of DG17: the envelope, or nothing before activation. */
export function decodeEndorsementFile(fileBytes: Uint8Array): RecordEnvelope | undefined {
  return fileBytes.length === 0 ? undefined : decodeEnvelope(fileBytes);
}

/** Content of DG18 to DG21: one `30` per grantor. */
export function encodeSlots(envelopes: readonly RecordEnvelope[]): Uint8Array {
  return concatBytes(...envelopes.map((envelope) => encodeTlv(DO_SLOT, encodeEnvelope(envelope))));
}

/** @throws DecodeError TLV_* or RECORD_MALFORMED: more than four slots, or one grantor twice */
export function decodeSlots(fileBytes: Uint8Array): readonly RecordEnvelope[] {
  if (fileBytes.length === 0) return [];
  const envelopes = decodeTlvSequence(fileBytes).map((object) => decodeEnvelope(valueOf(object, DO_SLOT)));
  const grantors = new Set(envelopes.map(({ grantor }) => grantor));
  if (envelopes.length > MAX_SLOTS || grantors.size !== envelopes.length) throw malformed('slots');
  return envelopes;
}

/** True if the envelope shows what the endorsement says. */
export function endorsementEnvelopeMatches(envelope: RecordEnvelope, endorsement: Endorsement): boolean {
  return (
    envelope.grantor === ENDORSEMENT_GRANTOR &&
    envelope.version === endorsement.version &&
    envelope.counted.length === 0
  );
}

/** True if the envelope, read from this data group, shows what the record says. */
export function entitlementEnvelopeMatches(input: {
  readonly dataGroup: number;
  readonly envelope: RecordEnvelope;
  readonly record: EntitlementRecord;
}): boolean {
  const { envelope, record } = input;
  return (
    input.dataGroup === record.dataGroup &&
    envelope.grantor === record.grantor &&
    envelope.version === record.version &&
    equalBytes(encodeCountedGrants(envelope.counted), encodeCountedGrants(countedGrantsOf(record.grants)))
  );
}

function malformed(detail: string): DecodeError {
  return new DecodeError('RECORD_MALFORMED', 0, detail);
}
