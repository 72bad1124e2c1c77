import { encodeUtf8 } from '@residence-permit/shared/bytes';
import { importEd25519PublicKey, nobleEd25519 } from '@residence-permit/shared/cose';
import { DecodeError } from '@residence-permit/shared/errors';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { isCatalogueId } from '@residence-permit/shared/records';
import type { GrantInstruction } from '../../domain/grants/index.ts';
import type { DepartmentKey } from '../ports/index.ts';

/** The `typ` of the header: a signature for another purpose is no instruction. RFC 7515 §4.1.9 */
export const INSTRUCTION_TYPE = 'permit-grant+jws';
/** Characters of an instruction; they have some 400. */
export const MAX_INSTRUCTION_CHARACTERS = 4096;

export type InstructionRefusal =
  /** Not a JWS in compact form of this type, or its payload is not an instruction. */
  | 'instruction-malformed'
  /** The key is not registered, not confirmed yet, or withdrawn. */
  | 'key-not-good'
  | 'signature-bad';

/** An instruction before anything of it is believed. */
export type SealedInstruction = {
  /** 16 hexadecimal digits. */
  readonly keyId: string;
  /** RFC 7515 §5.2: header and payload as they were signed. */
  readonly signingInput: Uint8Array;
  readonly payload: unknown;
  readonly signature: Uint8Array;
};

/** An instruction whose signature was verified, and the permit that it is about. */
export type OpenedInstruction = GrantInstruction & { readonly permitNumber: string };

/** Takes a JWS in compact form apart (RFC 7515 §7.1): EdDSA (RFC 8037 §3.1), `kid` the id of the key, no other header. */
export function parseInstruction(text: string): Outcome<SealedInstruction, 'instruction-malformed'> {
  const [header, payload, signature, ...more] = text.split('.');
  if (text.length > MAX_INSTRUCTION_CHARACTERS || more.length > 0) return refused('instruction-malformed');
  const head = readJson(header);
  const body = readJson(payload);
  const signatureBytes = fromBase64Url(signature);
  if (!isRecord(head) || body === undefined || signatureBytes === undefined) return refused('instruction-malformed');
  const { alg, typ, kid } = head;
  const isOurs = alg === 'EdDSA' && typ === INSTRUCTION_TYPE && Object.keys(head).length === 3;
  if (!isOurs || typeof kid !== 'string' || !/^[0-9a-f]{16}$/.test(kid)) return refused('instruction-malformed');
  const signingInput = encodeUtf8(`${header}.${payload}`);
  return ok({ keyId: kid, signingInput, payload: body, signature: signatureBytes });
}

/** Verifies an instruction under the key that it names, which must be good today, and reads it. */
export function openInstruction(
  sealed: SealedInstruction,
  key: DepartmentKey | undefined,
): Outcome<OpenedInstruction, InstructionRefusal> {
  if (key?.confirmedAt === undefined || key.withdrawnAt !== undefined) return refused('key-not-good');
  const publicKey = importEd25519PublicKey(key.publicKey);
  if (!nobleEd25519.verify(sealed.signature, sealed.signingInput, publicKey)) return refused('signature-bad');
  const read = readPayload(sealed.payload);
  return read === undefined ? refused('instruction-malformed') : ok({ ...read, grantor: key.grantor });
}

const MEMBERS = ['reference', 'permitNumber', 'kind', 'from', 'through', 'limit', 'period', 'grade'];

function readPayload(payload: unknown): Omit<OpenedInstruction, 'grantor'> | undefined {
  if (!isRecord(payload) || Object.keys(payload).some((name) => !MEMBERS.includes(name))) return undefined;
  const { reference, permitNumber, kind, from, through, limit, period, grade } = payload;
  const days = readDays(from, through);
  const numbers = { limit, period, grade };
  if (days === undefined || !Object.values(numbers).every(isCountOrAbsent)) return undefined;
  if (!isText(kind, /^[a-z0-9-]{1,32}$/) || !isCatalogueId(kind)) return undefined;
  if (!isText(reference, /^[!-~]{1,64}$/) || !isText(permitNumber, /^[A-Z0-9-]{1,64}$/)) return undefined;
  const counts = Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined));
  return { reference, permitNumber, grant: { kind, ...days, ...counts } };
}

function readDays(from: unknown, through: unknown) {
  if (typeof from !== 'string' || typeof through !== 'string') return undefined;
  try {
    return { from: parsePlainDate(from), through: parsePlainDate(through) };
  } catch (cause) {
    if (cause instanceof DecodeError) return undefined;
    throw cause;
  }
}

function isCountOrAbsent(value: unknown): boolean {
  return value === undefined || (typeof value === 'number' && Number.isSafeInteger(value));
}

function isText(value: unknown, form: RegExp): value is string {
  return typeof value === 'string' && form.test(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readJson(part: string | undefined): unknown {
  const bytes = fromBase64Url(part);
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** RFC 7515 §2: without padding, and in the one form that has no stray bits. */
function fromBase64Url(part: string | undefined): Uint8Array | undefined {
  if (part === undefined || !/^[A-Za-z0-9_-]+$/.test(part)) return undefined;
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? new Uint8Array(bytes) : undefined;
}
