import {
  type CborLimits,
  type CborMap,
  type CborValue,
  decodeCbor,
  encodeCbor,
  readMap,
  Tagged,
} from '../cbor/index.ts';
import { type Ed25519PublicKey, HEADER, importEd25519PublicKey, sigStructureBytes, TAG_SIGN1 } from '../cose/index.ts';
import { isReference, verifyPlainEcdsa } from '../cv-certificate/index.ts';
import { equalBytes } from '../bytes/index.ts';
import { DecodeError } from '../errors/index.ts';
import { compareDates, fromEpochDays, type PlainDate, toEpochDays } from '../plain-date/index.ts';
import { KEY_PAYLOAD_TYPE, PAYLOAD_TYPE } from '../records/index.ts';

/** ECDSA with SHA-256, here with P-256, r ‖ s of 64 bytes. RFC 9053 §2.1 */
const ALG_ES256 = -7;
const KEY_PUBLIC_KEY = 1;
const KEY_TERMINAL = 2;
const KEY_FROM = 3;
const KEY_THROUGH = 4;
const LIMITS: CborLimits = { maxBytes: 256, maxDepth: 3, tags: [TAG_SIGN1] };
const PROTECTED_BYTES = encodeCbor(new Map([[HEADER.ALG, ALG_ES256]]));
const PROTECTED_HEADER: CborMap = new Map([[HEADER.ALG, ALG_ES256]]);
const NO_EXTERNAL_AAD = new Uint8Array(0);
const SIGNATURE_BYTES = 64;

/** What a terminal says of the key with which it signs receipts. Both days included. */
export type ReceiptKeyStatement = {
  readonly publicKey: Ed25519PublicKey;
  /** Holder reference of the terminal's certificate. */
  readonly terminal: string;
  readonly from: PlainDate;
  readonly through: PlainDate;
};

/** A statement as received; its signature is not verified yet. */
export type SignedReceiptKeyStatement = ReceiptKeyStatement & {
  readonly payloadBytes: Uint8Array;
  readonly signature: Uint8Array;
};

/**
 * Signs the statement with the terminal's P-256 key: a COSE_Sign1 with ES256. The same key signs terminal authentication,
 * over `ID_PICC ‖ r_PICC ‖ …`, whose first 32 bytes the other end chooses; a Sig_structure (RFC 9052 §4.4) of this payload
 * begins with 25 fixed bytes, which no x-coordinate of a key that somebody holds can be made to match.
 */
export async function signReceiptKeyStatement(
  statement: ReceiptKeyStatement,
  sign: (message: Uint8Array) => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const payloadBytes = encodeCbor(
    new Map<number, CborValue>([
      [KEY_PAYLOAD_TYPE, PAYLOAD_TYPE.RECEIPT_KEY],
      [KEY_PUBLIC_KEY, statement.publicKey],
      [KEY_TERMINAL, statement.terminal],
      [KEY_FROM, toEpochDays(statement.from)],
      [KEY_THROUGH, toEpochDays(statement.through)],
    ]),
  );
  const signature = await sign(messageOf(payloadBytes));
  const bytes = encodeCbor(new Tagged(TAG_SIGN1, [PROTECTED_BYTES, new Map(), payloadBytes, signature]));
  decodeReceiptKeyStatement(bytes);
  return bytes;
}

/** @throws DecodeError a CBOR code, COSE_MALFORMED, COSE_ALG_NOT_ALLOWED, COSE_KEY_BAD, VERIFICATION_RECEIPT_MALFORMED */
export function decodeReceiptKeyStatement(bytes: Uint8Array): SignedReceiptKeyStatement {
  const value = decodeCbor(bytes, LIMITS);
  if (!(value instanceof Tagged) || value.tag !== TAG_SIGN1 || !Array.isArray(value.value)) throw badForm('tag 18');
  const [protectedBytes, unprotected, payloadBytes, signature, ...more] = value.value as readonly CborValue[];
  if (!(protectedBytes instanceof Uint8Array) || !(payloadBytes instanceof Uint8Array)) throw badForm('members');
  if (!equalBytes(protectedBytes, PROTECTED_BYTES))
    throw new DecodeError('COSE_ALG_NOT_ALLOWED', 0, 'want ES256 alone');
  if (!(unprotected instanceof Map) || unprotected.size > 0 || more.length > 0) throw badForm('unprotected header');
  if (!(signature instanceof Uint8Array) || signature.length !== SIGNATURE_BYTES) throw badForm('signature');
  return { ...readStatement(payloadBytes), payloadBytes, signature };
}

/** Whether the holder of `terminalKey` (uncompressed point, 65 bytes) signed the statement. */
export function verifyReceiptKeyStatement(statement: SignedReceiptKeyStatement, terminalKey: Uint8Array): boolean {
  const { payloadBytes, signature } = statement;
  return verifyPlainEcdsa({ message: messageOf(payloadBytes), signature, publicKey: terminalKey });
}

function readStatement(payloadBytes: Uint8Array): ReceiptKeyStatement {
  const map = readMap(decodeCbor(payloadBytes, LIMITS), 'VERIFICATION_RECEIPT_MALFORMED');
  const type = map.uint(KEY_PAYLOAD_TYPE);
  const statement = {
    publicKey: importEd25519PublicKey(map.bytes(KEY_PUBLIC_KEY, 32)),
    terminal: map.text(KEY_TERMINAL),
    from: fromEpochDays(map.uint(KEY_FROM)),
    through: fromEpochDays(map.uint(KEY_THROUGH)),
  };
  map.done();
  const isGood = isReference(statement.terminal) && compareDates(statement.from, statement.through) <= 0;
  if (type === PAYLOAD_TYPE.RECEIPT_KEY && isGood) return statement;
  throw new DecodeError('VERIFICATION_RECEIPT_MALFORMED', 0, 'statement of the receipt key');
}

function messageOf(payloadBytes: Uint8Array): Uint8Array {
  return sigStructureBytes(
    { protectedHeader: PROTECTED_HEADER, protectedBytes: PROTECTED_BYTES, payloadBytes },
    NO_EXTERNAL_AAD,
  );
}

function badForm(detail: string): DecodeError {
  return new DecodeError('COSE_MALFORMED', 0, `statement of the receipt key: ${detail}`);
}
