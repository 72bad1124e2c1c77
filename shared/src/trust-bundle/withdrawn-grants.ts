import { concatBytes, toHex } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';
import { GRANT_ID_BYTES } from '../records/index.ts';

/** The ids of withdrawn grants as one string: 8 bytes each, ascending. Two of the same are for the decoder to refuse. */
export function encodeWithdrawnGrants(ids: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...ids.toSorted((a, b) => (toHex(a) < toHex(b) ? -1 : 1)));
}

/** At least one id, ascending, none twice. @throws DecodeError TRUST_MALFORMED */
export function decodeWithdrawnGrants(bytes: Uint8Array): readonly Uint8Array[] {
  const ids: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += GRANT_ID_BYTES) ids.push(bytes.slice(at, at + GRANT_ID_BYTES));
  const names = ids.map(toHex);
  const isAscending = names.every((name, index) => index === 0 || name > (names[index - 1] ?? ''));
  if (ids.length === 0 || bytes.length % GRANT_ID_BYTES !== 0 || !isAscending) {
    throw new DecodeError('TRUST_MALFORMED', 0, 'withdrawn grants');
  }
  return ids;
}
