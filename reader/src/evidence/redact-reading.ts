import type { EntitlementKind } from '@residence-permit/shared/entitlements';
import { DecodeError } from '@residence-permit/shared/errors';
import { portableSha256 } from '@residence-permit/shared/mdoc';
import {
  decodeDataGroup,
  decodeSignedEntitlementRecord,
  decodeSlots,
  encodeSlots,
  PERMIT_ELEMENTS,
  type RecordEnvelope,
  splitItems,
} from '@residence-permit/shared/records';
import type { CardReading, GroupDigest } from '../verify/index.ts';

const ENDORSEMENT_GROUP = 17;

/**
 * A reading without the value of any field. What the verdict rests on stays: DG1, the chip's proof, the endorsement, and of
 * the grants those that the purpose asks about. Every other group leaves its length and its salted digests, which DG1 signs.
 */
export function redactReading(reading: CardReading, kind: EntitlementKind | undefined): CardReading {
  const files = new Map<number, Uint8Array>();
  const redacted = new Map<number, GroupDigest>();
  for (const [dataGroup, fileBytes] of reading.files) {
    if (dataGroup === ENDORSEMENT_GROUP) files.set(dataGroup, fileBytes);
    else if (kind?.dataGroup === dataGroup) files.set(dataGroup, slotsOf(kind, fileBytes));
    else redacted.set(dataGroup, digestGroup(dataGroup, fileBytes));
  }
  return { ...reading, files, redacted };
}

/** The slots that have to do with the kind. Slots that cannot be read apart stay together: the answer rests on just that. */
function slotsOf(kind: EntitlementKind, fileBytes: Uint8Array): Uint8Array {
  const envelopes = attempt(() => decodeSlots(fileBytes));
  if (envelopes === undefined) return fileBytes;
  const kept = envelopes.filter((envelope) => concerns(kind, envelope));
  return kept.length === envelopes.length ? fileBytes : encodeSlots(kept);
}

function concerns(kind: EntitlementKind, { grantor, signedBytes }: RecordEnvelope): boolean {
  const signed = attempt(() => decodeSignedEntitlementRecord(signedBytes));
  return signed === undefined ? grantor === kind.grantor : signed.record.grants.some((grant) => grant.kind === kind.id);
}

/** What is left of a group: see `GroupDigest`. */
export function digestGroup(dataGroup: number, fileBytes: Uint8Array): GroupDigest {
  const isSigned = PERMIT_ELEMENTS.some((element) => element.dataGroup === dataGroup);
  const items = (isSigned ? attempt(() => splitItems(dataGroup, fileBytes)) : undefined) ?? [fileBytes];
  const digests = { bytes: fileBytes.length, items: items.map((item) => portableSha256(item)) };
  if (!isSigned) return digests;
  try {
    decodeDataGroup(dataGroup, fileBytes);
    return digests;
  } catch (error) {
    if (error instanceof DecodeError) return { ...digests, code: error.code };
    throw error;
  }
}

function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
