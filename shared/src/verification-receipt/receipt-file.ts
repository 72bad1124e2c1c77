import { type CborLimits, decodeCbor, encodeCbor, expectArray, expectBytes } from '../cbor/index.ts';
import { DecodeError } from '../errors/index.ts';

/**
 * One receipt as it is handed on: with everything that a stranger needs to prove its key but the trust bundle. All four
 * are as their makers signed them.
 */
export type ReceiptFile = {
  /** Card-verifiable certificate of the document verifier, 7F21. */
  readonly dv: Uint8Array;
  /** Of the terminal. */
  readonly terminal: Uint8Array;
  /** The terminal's statement about its receipt key. */
  readonly statement: Uint8Array;
  readonly receipt: Uint8Array;
};

/** Far above what two certificates, a statement and a receipt take. */
export const MAX_RECEIPT_FILE_BYTES = 4096;
const LIMITS: CborLimits = { maxBytes: MAX_RECEIPT_FILE_BYTES, maxDepth: 1, tags: [] };

/** An array of the four as byte strings. */
export function encodeReceiptFile({ dv, terminal, statement, receipt }: ReceiptFile): Uint8Array {
  return encodeCbor([dv, terminal, statement, receipt]);
}

/** @throws DecodeError a CBOR code or VERIFICATION_RECEIPT_MALFORMED; the four are not opened here */
export function decodeReceiptFile(bytes: Uint8Array): ReceiptFile {
  const what = { code: 'VERIFICATION_RECEIPT_MALFORMED', what: 'receipt file' } as const;
  const members = expectArray(decodeCbor(bytes, LIMITS), what);
  const [dv, terminal, statement, receipt] = members.map((member) => expectBytes(member, what));
  if (members.length !== 4 || !dv || !terminal || !statement || !receipt) {
    throw new DecodeError(what.code, 0, 'want an array of four byte strings');
  }
  return { dv, terminal, statement, receipt };
}
