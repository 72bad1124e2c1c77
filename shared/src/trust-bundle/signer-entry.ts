import { equalBytes } from '../bytes/index.ts';
import { type CborValue, readMap } from '../cbor/index.ts';
import { type Ed25519PublicKey, importEd25519PublicKey, KEY_ID_BYTES, keyIdOf } from '../cose/index.ts';
import { DecodeError } from '../errors/index.ts';
import { isKeptList } from './kept-signature.ts';
import { isCatalogueId, isGrantor, THUMBPRINT_BYTES } from '../records/index.ts';

const KEY_KEY_ID = 0;
const KEY_THUMBPRINT = 1;
const KEY_PUBLIC_KEY = 2;
const KEY_USE = 3;
const KEY_GRANTOR = 4;
const KEY_KINDS = 5;
const KEY_FROM = 6;
const KEY_THROUGH = 7;
const KEY_WITHDRAWN_AT = 8;
const KEY_KEPT = 9;
const USE_DOCUMENT = 1;
const USE_GRANTOR = 2;

type SignerKey = {
  /** First 8 bytes of SHA-256 over the public key. */
  readonly keyId: Uint8Array;
  readonly publicKey: Ed25519PublicKey;
  /** Period of signing, in seconds since 1970, both ends included. */
  readonly from: number;
  readonly through: number;
  /** From when on nothing that it signed is believed any more, but what is in `kept`. */
  readonly withdrawnAt?: number;
  /**
   * What its office can account for, so that a withdrawal does not break the cards that are out: digests of 16 bytes as
   * `keptDigestOf` makes them, ascending, none twice. A thief can back-date a record, but not get it in here.
   */
  readonly kept?: Uint8Array;
};

/** A key that signs permits and endorsements, found by the thumbprint of its certificate or by its key id. */
export type DocumentSigner = SignerKey & {
  readonly use: 'document';
  /** First 8 bytes of SHA-256 over its certificate in DER. */
  readonly x5t: Uint8Array;
};

/** A key that signs the grants of one grantor. */
export type GrantorSigner = SignerKey & {
  readonly use: 'grantor';
  readonly grantor: string;
  /** Ids of the kinds that it may grant. */
  readonly kinds: readonly string[];
};

export type SignerEntry = DocumentSigner | GrantorSigner;

export function encodeSignerEntry(entry: SignerEntry): CborValue {
  const map = new Map<number, CborValue>([
    [KEY_KEY_ID, entry.keyId],
    [KEY_PUBLIC_KEY, entry.publicKey],
    [KEY_USE, entry.use === 'document' ? USE_DOCUMENT : USE_GRANTOR],
    [KEY_FROM, entry.from],
    [KEY_THROUGH, entry.through],
  ]);
  if (entry.use === 'document') map.set(KEY_THUMBPRINT, entry.x5t);
  else map.set(KEY_GRANTOR, entry.grantor).set(KEY_KINDS, entry.kinds);
  if (entry.withdrawnAt !== undefined) map.set(KEY_WITHDRAWN_AT, entry.withdrawnAt);
  if (entry.kept !== undefined) map.set(KEY_KEPT, entry.kept);
  return map;
}

/** @throws DecodeError TRUST_MALFORMED or COSE_KEY_BAD */
export function decodeSignerEntry(value: CborValue): SignerEntry {
  const map = readMap(value, 'TRUST_MALFORMED');
  const use = map.uint(KEY_USE);
  const key: SignerKey = {
    keyId: map.bytes(KEY_KEY_ID, KEY_ID_BYTES),
    publicKey: importEd25519PublicKey(map.bytes(KEY_PUBLIC_KEY)),
    from: map.uint(KEY_FROM),
    through: map.uint(KEY_THROUGH),
    ...(map.has(KEY_WITHDRAWN_AT) ? { withdrawnAt: map.uint(KEY_WITHDRAWN_AT) } : {}),
    ...(map.has(KEY_KEPT) ? { kept: map.bytes(KEY_KEPT) } : {}),
  };
  const entry: SignerEntry =
    use === USE_DOCUMENT
      ? { ...key, use: 'document', x5t: map.bytes(KEY_THUMBPRINT, THUMBPRINT_BYTES) }
      : { ...key, use: 'grantor', grantor: map.text(KEY_GRANTOR), kinds: map.array(KEY_KINDS).map(readKindId) };
  map.done();
  const named = entry.use === 'document' || (use === USE_GRANTOR && isGrantor(entry.grantor));
  const keeps = key.kept === undefined || (key.withdrawnAt !== undefined && isKeptList(key.kept));
  if (!named || !keeps || key.from > key.through || !equalBytes(key.keyId, keyIdOf(key.publicKey))) {
    throw new DecodeError('TRUST_MALFORMED', 0, 'signer');
  }
  return entry;
}

function readKindId(value: CborValue): string {
  if (typeof value === 'string' && isCatalogueId(value)) return value;
  throw new DecodeError('TRUST_MALFORMED', 0, 'kind');
}
