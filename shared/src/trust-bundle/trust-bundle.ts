import { toHex } from '../bytes/index.ts';
import { type CborLimits, type CborValue, decodeCbor, encodeCbor, readMap } from '../cbor/index.ts';
import type { EntitlementKind } from '../entitlements/index.ts';
import { DecodeError } from '../errors/index.ts';
import type { Purpose } from '../purposes/index.ts';
import { KEY_PAYLOAD_TYPE, PAYLOAD_TYPE } from '../records/index.ts';
import { decodeKind, decodePurpose, encodeKind, encodePurpose } from './catalogue-codec.ts';
import { decodeSignerEntry, encodeSignerEntry, type SignerEntry } from './signer-entry.ts';
import { decodeWithdrawnGrants, encodeWithdrawnGrants } from './withdrawn-grants.ts';

const KEY_SEQ = 1;
const KEY_ISSUED_AT = 2;
const KEY_EXPIRES_AT = 3;
const KEY_ROOT_VERSION = 4;
const KEY_SIGNERS = 5;
const KEY_CVCAS = 6;
const KEY_REVOKED_TERMINALS = 7;
const KEY_PURPOSES = 8;
const KEY_KINDS = 9;
const KEY_STATUS_SEQ = 10;
const KEY_WITHDRAWN_GRANTS = 11;

/** Largest bundle payload, in bytes: some thousand signers and revoked terminals. */
export const MAX_BUNDLE_PAYLOAD_BYTES = 1_000_000;
const LIMITS: CborLimits = { maxBytes: MAX_BUNDLE_PAYLOAD_BYTES, maxDepth: 4, tags: [] };
const MAX_CHR_CHARACTERS = 16;
const MAX_URI_CHARACTERS = 200;

/** What a verifier needs to judge cards with no network. Times in seconds since 1970. */
export type TrustBundle = {
  /** Number of the bundle, never lower than before. */
  readonly seq: number;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** The version of the root file that it was made under; an older root is refused with it. */
  readonly rootVersion: number;
  /** No key twice. */
  readonly signers: readonly SignerEntry[];
  /** CVCA certificates, newest first, as `7F21` objects. */
  readonly cvcas: readonly Uint8Array[];
  /** Certificate holder references of terminals that must not be used any more. */
  readonly revokedTerminals: readonly string[];
  readonly purposes: readonly Purpose[];
  readonly kinds: readonly EntitlementKind[];
  /** Address of each status list → the lowest number that it may have. */
  readonly statusSeq: ReadonlyMap<string, number>;
  /** Ids of grants that their department took back before their last day: a card that still carries one is not entitled by it. */
  readonly withdrawnGrants: readonly Uint8Array[];
};

/** The payload of `bundle.cbor`. */
export function encodeTrustBundle(bundle: TrustBundle): Uint8Array {
  const map = new Map<number, CborValue>([
    [KEY_PAYLOAD_TYPE, PAYLOAD_TYPE.BUNDLE],
    [KEY_SEQ, bundle.seq],
    [KEY_ISSUED_AT, bundle.issuedAt],
    [KEY_EXPIRES_AT, bundle.expiresAt],
    [KEY_ROOT_VERSION, bundle.rootVersion],
    [KEY_SIGNERS, bundle.signers.map(encodeSignerEntry)],
    [KEY_CVCAS, bundle.cvcas],
    [KEY_REVOKED_TERMINALS, bundle.revokedTerminals],
    [KEY_PURPOSES, bundle.purposes.map(encodePurpose)],
    [KEY_KINDS, bundle.kinds.map(encodeKind)],
    [KEY_STATUS_SEQ, bundle.statusSeq],
  ]);
  if (bundle.withdrawnGrants.length > 0) map.set(KEY_WITHDRAWN_GRANTS, encodeWithdrawnGrants(bundle.withdrawnGrants));
  return encodeCbor(map);
}

/** @throws DecodeError a CBOR code, TRUST_MALFORMED or COSE_KEY_BAD */
export function decodeTrustBundle(payloadBytes: Uint8Array): TrustBundle {
  const map = readMap(decodeCbor(payloadBytes, LIMITS), 'TRUST_MALFORMED');
  const type = map.uint(KEY_PAYLOAD_TYPE);
  const bundle: TrustBundle = {
    seq: map.uint(KEY_SEQ),
    issuedAt: map.uint(KEY_ISSUED_AT),
    expiresAt: map.uint(KEY_EXPIRES_AT),
    rootVersion: map.uint(KEY_ROOT_VERSION),
    signers: map.array(KEY_SIGNERS).map(decodeSignerEntry),
    cvcas: map.array(KEY_CVCAS).map(readBytes),
    revokedTerminals: map.array(KEY_REVOKED_TERMINALS).map((value) => readText(value, MAX_CHR_CHARACTERS)),
    purposes: map.array(KEY_PURPOSES).map(decodePurpose),
    kinds: map.array(KEY_KINDS).map(decodeKind),
    statusSeq: readStatusSeq(map.value(KEY_STATUS_SEQ)),
    withdrawnGrants: map.has(KEY_WITHDRAWN_GRANTS) ? decodeWithdrawnGrants(map.bytes(KEY_WITHDRAWN_GRANTS)) : [],
  };
  map.done();
  if (type !== PAYLOAD_TYPE.BUNDLE || bundle.expiresAt <= bundle.issuedAt || bundle.rootVersion < 1) {
    throw malformed('bundle');
  }
  checkReferences(bundle);
  return bundle;
}

/** No name twice, and every name that is used is defined. */
function checkReferences(bundle: TrustBundle): void {
  refuseTwice(
    bundle.signers.map(({ keyId }) => toHex(keyId)),
    'signer',
  );
  refuseTwice(
    bundle.signers.flatMap((entry) => (entry.use === 'document' ? [toHex(entry.x5t)] : [])),
    'x5t',
  );
  refuseTwice(
    bundle.purposes.map(({ id }) => id),
    'purpose',
  );
  refuseTwice(
    bundle.kinds.map(({ id }) => id),
    'kind',
  );
  const grantorOf = new Map(bundle.kinds.map(({ id, grantor }) => [id, grantor]));
  for (const { id, kind } of bundle.purposes) {
    if (kind !== undefined && !grantorOf.has(kind)) throw malformed(`purpose ${id}: no such kind`);
  }
  for (const entry of bundle.signers) {
    const foreign = entry.use === 'grantor' && entry.kinds.some((kind) => grantorOf.get(kind) !== entry.grantor);
    if (foreign) throw malformed('signer: a kind of another grantor');
  }
}

function refuseTwice(names: readonly string[], what: string): void {
  if (new Set(names).size !== names.length) throw malformed(`${what} twice`);
}

function readStatusSeq(value: CborValue): ReadonlyMap<string, number> {
  if (!(value instanceof Map)) throw malformed('status lists');
  return new Map(
    [...value].map(([uri, seq]) => {
      if (typeof seq !== 'number' || seq < 0) throw malformed('status lists');
      return [readText(uri, MAX_URI_CHARACTERS), seq];
    }),
  );
}

function readBytes(value: CborValue): Uint8Array {
  if (!(value instanceof Uint8Array)) throw malformed('want bytes');
  return value;
}

function readText(value: CborValue, maxCharacters: number): string {
  if (typeof value !== 'string' || value === '' || value.length > maxCharacters) throw malformed('want text');
  return value;
}

function malformed(detail: string): DecodeError {
  return new DecodeError('TRUST_MALFORMED', 0, detail);
}
