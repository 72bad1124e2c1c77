import { sha256 } from '@noble/hashes/sha2.js';
import {
  type CborLimits,
  type CborValue,
  decodeCbor,
  encodeCbor,
  expectArray,
  expectText,
  readMap,
} from '../cbor/index.ts';
import type { Ed25519Signer } from '../cose/index.ts';
import { isReference } from '../cv-certificate/index.ts';
import { DecodeError } from '../errors/index.ts';
import { ANSWER_IDS, type AnswerId } from '../purposes/index.ts';
import { decodeKeyedSign1, KEY_PAYLOAD_TYPE, type KeyedSign1, PAYLOAD_TYPE, signKeyedSign1 } from '../records/index.ts';

/** Bytes of the receipt's own name, drawn at random: what a service point notes in its books. */
export const RECEIPT_ID_BYTES = 16;
/** SHA-256 over the receipt before; over the statement of the receipt key for the first. */
export const RECEIPT_LINK_BYTES = 32;

const KEY_TERMINAL = 1;
const KEY_NUMBER = 2;
const KEY_PREVIOUS = 3;
const KEY_ID = 4;
const KEY_AT = 5;
const KEY_PURPOSE = 6;
const KEY_VERDICT = 7;
const KEY_ANSWERS = 8;
const KEY_ROOT_VERSION = 9;
const KEY_BUNDLE_SEQ = 10;
const KEY_BUNDLE_AGE = 11;
const KEY_STATUS_AGE = 12;

const VERDICTS = ['accepted', 'rejected', 'undecided'] as const;
const ANSWERS = ['yes', 'no', 'unknown'] as const;
const PAYLOAD_LIMITS: CborLimits = { maxBytes: 768, maxDepth: 3, tags: [] };
const SIGN1_LIMITS: CborLimits = { maxBytes: 1024, maxDepth: 3, tags: [18] };

/** An answer as a receipt keeps it. `code` may be one of a later version, so that old verifiers read new receipts. */
export type ReceiptAnswer = { readonly answer: 'yes' } | { readonly answer: 'no' | 'unknown'; readonly code: string };

/**
 * What a terminal states about one tap. Nothing here is of the card or its holder: no field, no number, no digest of
 * either, and nothing that two receipts of the same card would share.
 */
export type VerificationReceipt = {
  /** Holder reference of the terminal. */
  readonly terminal: string;
  /** From 1, without a gap under one receipt key. */
  readonly number: number;
  /** 32 bytes; see RECEIPT_LINK_BYTES. */
  readonly previous: Uint8Array;
  /** 16 bytes. */
  readonly id: Uint8Array;
  /** The terminal's clock, in seconds since 1970. */
  readonly at: number;
  /** Purpose of the tap. */
  readonly purpose: string;
  readonly verdict: (typeof VERDICTS)[number];
  readonly answers: Readonly<Record<AnswerId, ReceiptAnswer>>;
  readonly trust: {
    readonly rootVersion: number;
    readonly bundleSeq: number;
    /** Seconds; 0 where the terminal's clock was behind the bundle. */
    readonly bundleSeconds: number;
    /** Age of the oldest status list that the terminal held, whichever the card's was; absent where it held none. */
    readonly statusSeconds?: number;
  };
};

/** A receipt with its signature, which is not verified yet. `signedBytes` are those received. */
export type SignedVerificationReceipt = KeyedSign1 & {
  readonly receipt: VerificationReceipt;
  readonly signedBytes: Uint8Array;
};

/** The payload that is signed. */
export function encodeVerificationReceipt(receipt: VerificationReceipt): Uint8Array {
  const { trust } = receipt;
  const entries: [number, CborValue][] = [
    [KEY_PAYLOAD_TYPE, PAYLOAD_TYPE.VERIFICATION_RECEIPT],
    [KEY_TERMINAL, receipt.terminal],
    [KEY_NUMBER, receipt.number],
    [KEY_PREVIOUS, receipt.previous],
    [KEY_ID, receipt.id],
    [KEY_AT, receipt.at],
    [KEY_PURPOSE, receipt.purpose],
    [KEY_VERDICT, VERDICTS.indexOf(receipt.verdict)],
    [KEY_ANSWERS, ANSWER_IDS.map((id) => encodeAnswer(receipt.answers[id]))],
    [KEY_ROOT_VERSION, trust.rootVersion],
    [KEY_BUNDLE_SEQ, trust.bundleSeq],
    [KEY_BUNDLE_AGE, trust.bundleSeconds],
  ];
  if (trust.statusSeconds !== undefined) entries.push([KEY_STATUS_AGE, trust.statusSeconds]);
  return encodeCbor(new Map(entries));
}

/** @throws DecodeError a CBOR code or VERIFICATION_RECEIPT_MALFORMED */
export function decodeVerificationReceipt(payloadBytes: Uint8Array): VerificationReceipt {
  const map = readMap(decodeCbor(payloadBytes, PAYLOAD_LIMITS), 'VERIFICATION_RECEIPT_MALFORMED');
  const type = map.uint(KEY_PAYLOAD_TYPE);
  const receipt: VerificationReceipt = {
    terminal: map.text(KEY_TERMINAL),
    number: map.uint(KEY_NUMBER),
    previous: map.bytes(KEY_PREVIOUS, RECEIPT_LINK_BYTES),
    id: map.bytes(KEY_ID, RECEIPT_ID_BYTES),
    at: map.uint(KEY_AT),
    purpose: map.text(KEY_PURPOSE),
    verdict: memberOf(VERDICTS, map.uint(KEY_VERDICT)),
    answers: readAnswers(map.array(KEY_ANSWERS)),
    trust: {
      rootVersion: map.uint(KEY_ROOT_VERSION),
      bundleSeq: map.uint(KEY_BUNDLE_SEQ),
      bundleSeconds: map.uint(KEY_BUNDLE_AGE),
      ...(map.has(KEY_STATUS_AGE) ? { statusSeconds: map.uint(KEY_STATUS_AGE) } : {}),
    },
  };
  map.done();
  const isGood = isReference(receipt.terminal) && receipt.number >= 1 && /^[a-z0-9-]{1,32}$/.test(receipt.purpose);
  if (type !== PAYLOAD_TYPE.VERIFICATION_RECEIPT || !isGood) throw malformed('receipt');
  return receipt;
}

/** Signs a receipt; it never leaves here without reading back. */
export async function signVerificationReceipt(
  receipt: VerificationReceipt,
  signer: Ed25519Signer,
): Promise<Uint8Array> {
  const signedBytes = await signKeyedSign1(encodeVerificationReceipt(receipt), signer);
  decodeSignedVerificationReceipt(signedBytes);
  return signedBytes;
}

/** @throws DecodeError a CBOR code, COSE_* or VERIFICATION_RECEIPT_MALFORMED */
export function decodeSignedVerificationReceipt(signedBytes: Uint8Array): SignedVerificationReceipt {
  const keyed = decodeKeyedSign1(signedBytes, SIGN1_LIMITS);
  return { ...keyed, receipt: decodeVerificationReceipt(keyed.sign1.payloadBytes), signedBytes };
}

/** What the next receipt names as `previous`: SHA-256 over the signed bytes of this one, or over the statement. */
export function receiptLink(bytes: Uint8Array): Uint8Array {
  return sha256(bytes);
}

function encodeAnswer(answer: ReceiptAnswer): CborValue {
  const which = ANSWERS.indexOf(answer.answer);
  return answer.answer === 'yes' ? [which] : [which, answer.code];
}

function readAnswers(values: readonly CborValue[]): VerificationReceipt['answers'] {
  const [authentic, current, inFunction, chipGenuine, entitled, ...more] = values.map(readAnswer);
  if (more.length > 0 || !authentic || !current || !inFunction || !chipGenuine || !entitled) throw malformed('answers');
  return { authentic, current, inFunction, chipGenuine, entitled };
}

function readAnswer(value: CborValue): ReceiptAnswer {
  const [which, code, ...more] = expectArray(value, { code: 'VERIFICATION_RECEIPT_MALFORMED', what: 'answer' });
  const answer = memberOf(ANSWERS, which);
  if (more.length > 0 || (answer === 'yes') !== (code === undefined)) throw malformed('answer');
  if (answer === 'yes') return { answer };
  const text = expectText(code, { code: 'VERIFICATION_RECEIPT_MALFORMED', what: 'code of an answer' });
  if (!/^[A-Z][A-Z0-9_]{1,39}$/.test(text)) throw malformed('code of an answer');
  return { answer, code: text };
}

function memberOf<Member>(members: readonly Member[], index: CborValue | undefined): Member {
  const member = typeof index === 'number' ? members[index] : undefined;
  if (member === undefined) throw malformed('value out of its range');
  return member;
}

function malformed(detail: string): DecodeError {
  return new DecodeError('VERIFICATION_RECEIPT_MALFORMED', 0, detail);
}
