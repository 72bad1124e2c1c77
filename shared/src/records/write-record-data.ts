import { concatBytes, encodeUtf8, uint32Bytes } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';
import { decodeTlvSequence, encodeTlv } from '../tlv/index.ts';
import { countedGrantsOf, decodeCountedGrants } from './counted-grant.ts';
import { decodeSignedEndorsement } from './endorsement.ts';
import { decodeSignedEntitlementRecord } from './entitlement-record.ts';
import { ENDORSEMENT_GRANTOR } from './grantor.ts';
import {
  DO_BINDING,
  DO_COUNTED,
  DO_DATA_GROUP,
  DO_GRANTOR,
  DO_SIGNED,
  DO_VERSION,
  encodeCounted,
  type RecordEnvelope,
  readGrantor,
  readVersion,
  valueOf,
} from './record-envelope.ts';

/** What WRITE RECORD brings to the chip: where it goes, what it is bound to, and the envelope to keep. */
export type WriteRecordData = RecordEnvelope & {
  /** 17 to 21. */
  readonly dataGroup: number;
  /** DG17: 32 bytes, SHA-256 of `deviceKey`. DG18 to DG21: 16 bytes, `permitRef`. */
  readonly binding: Uint8Array;
};

/** The data objects 80 81 82 83 84 [85], in that order. */
export function encodeWriteRecordData(data: WriteRecordData): Uint8Array {
  return concatBytes(
    encodeTlv(DO_DATA_GROUP, Uint8Array.of(data.dataGroup)),
    encodeTlv(DO_GRANTOR, encodeUtf8(data.grantor)),
    encodeTlv(DO_VERSION, uint32Bytes(data.version)),
    encodeTlv(DO_BINDING, data.binding),
    encodeTlv(DO_SIGNED, data.signedBytes),
    ...encodeCounted(data.counted),
  );
}

/** @throws DecodeError TLV_* or RECORD_MALFORMED */
export function decodeWriteRecordData(bytes: Uint8Array): WriteRecordData {
  const objects = decodeTlvSequence(bytes);
  const [dataGroup, grantor, version, binding, signed, counted] = objects;
  const group = valueOf(dataGroup, DO_DATA_GROUP);
  if (objects.length < 5 || objects.length > 6 || group.length !== 1) {
    throw new DecodeError('RECORD_MALFORMED', 0, 'WRITE RECORD: data objects');
  }
  return {
    dataGroup: group[0] ?? 0,
    grantor: readGrantor(grantor),
    version: readVersion(version),
    binding: valueOf(binding, DO_BINDING),
    signedBytes: valueOf(signed, DO_SIGNED),
    counted: counted === undefined ? [] : decodeCountedGrants(valueOf(counted, DO_COUNTED)),
  };
}

/** What to send to the chip for a signed endorsement. @throws DecodeError if it is not one */
export function endorsementWrite(signedBytes: Uint8Array): WriteRecordData {
  const { endorsement } = decodeSignedEndorsement(signedBytes);
  const { version, binding } = endorsement;
  return { dataGroup: 17, grantor: ENDORSEMENT_GRANTOR, version, binding, signedBytes, counted: [] };
}

/** What to send to the chip for a signed entitlement record. @throws DecodeError if it is not one */
export function entitlementWrite(signedBytes: Uint8Array): WriteRecordData {
  const { dataGroup, grantor, version, binding, grants } = decodeSignedEntitlementRecord(signedBytes).record;
  return { dataGroup, grantor, version, binding, signedBytes, counted: countedGrantsOf(grants) };
}
