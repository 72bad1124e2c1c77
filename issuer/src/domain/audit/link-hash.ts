import { encodeUtf8 } from '@residence-permit/shared/bytes';
import { type CborValue, encodeCbor } from '@residence-permit/shared/cbor';
import type { AuditEvent, AuditLink, Sha256 } from './audit-event.ts';

/** What the first link of a chain follows: 32 zeros. */
export const CHAIN_START: Uint8Array = new Uint8Array(32);

/** Tells these bytes from everything else that is hashed or signed, and this encoding from a later one. */
const FORMAT = 'residence-permit/audit-link/1';

/** What is hashed besides the event. */
export type LinkHead = Omit<AuditLink, 'hash' | 'eventId'>;

/**
 * The hash of a link: SHA-256 over `linkBytes`.
 * @returns 32 bytes
 */
export function linkHash(link: LinkHead, event: AuditEvent, sha256: Sha256): Uint8Array {
  return sha256(linkBytes(link, event));
}

/**
 * What the hash of a link is over: a deterministic CBOR array of 18 or 19 items (RFC 8949 §4.2.1), so that any other value in any
 * column is other bytes.
 *
 *     [format: tstr, office: bstr, seq: uint, linkedAt: int / null, prevHash: bstr, id: int, eventOffice: bstr,
 *      at: int / null, processAt: int / null, actorId: bstr / null, action: bstr, subjectTag: bstr / null,
 *      caseNumber: bstr / null, object: bstr / null, purpose: bstr / null, reason: bstr / null,
 *      bodyHash: bstr / null, requestId: bstr / null, ? purposeVersion: uint]
 *
 * The last item is there exactly when the event has it, so that events of before there were versions keep their hash.
 *
 * Texts are their UTF-8 bytes, since a text of the database may begin with a byte order mark and a CBOR text here may not.
 */
export function linkBytes(link: LinkHead, event: AuditEvent): Uint8Array {
  const items: readonly CborValue[] = [
    FORMAT,
    encodeUtf8(link.officeId),
    link.seq,
    link.linkedAt,
    link.prevHash,
    event.id,
    encodeUtf8(event.officeId),
    event.at,
    event.processAt,
    textOf(event.actorId),
    encodeUtf8(event.action),
    event.subjectTag,
    textOf(event.caseNumber),
    textOf(event.object),
    textOf(event.purpose),
    textOf(event.reason),
    event.bodyHash,
    textOf(event.requestId),
    ...(event.purposeVersion === null ? [] : [event.purposeVersion]),
  ];
  return encodeCbor(items);
}

function textOf(text: string | null): Uint8Array | null {
  return text === null ? null : encodeUtf8(text);
}
