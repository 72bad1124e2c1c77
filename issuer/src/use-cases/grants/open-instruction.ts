import { encodeUtf8 } from '@residence-permit/shared/bytes';
import { importEd25519PublicKey, nobleEd25519 } from '@residence-permit/shared/cose';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { DepartmentKey, OfficeTransaction } from '../ports/index.ts';

/** The `typ` of the header: a signature for another purpose is no instruction, and one to grant takes nothing back. RFC 7515 §4.1.9 */
export const INSTRUCTION_TYPES = { grant: 'permit-grant+jws', withdrawal: 'permit-grant-withdrawal+jws' } as const;
/** Characters of an instruction; they have some 400. */
export const MAX_INSTRUCTION_CHARACTERS = 4096;

export type InstructionRefusal =
  /** Not a JWS in compact form of this type, or its payload is not an instruction. */
  | 'instruction-malformed'
  /** The key is not registered, not confirmed yet, expired, or withdrawn. */
  | 'key-not-good'
  | 'signature-bad';

/** An instruction before anything of it is believed. */
type SealedInstruction = {
  /** 16 hexadecimal digits. */
  readonly keyId: string;
  /** RFC 7515 §5.2: header and payload as they were signed. */
  readonly signingInput: Uint8Array;
  readonly payload: unknown;
  readonly signature: Uint8Array;
};

/** What a department signed, its signature verified. */
export type VerifiedInstruction = {
  /** The department as its key names it. */
  readonly grantor: string;
  readonly keyId: string;
  readonly payload: Readonly<Record<string, unknown>>;
};

/** Opens an instruction of a type under the key that it names, as that key stands now. */
export async function openInstruction(
  text: string,
  type: keyof typeof INSTRUCTION_TYPES,
  {
    findKey,
    now,
  }: {
    readonly findKey: (keyId: string) => ReturnType<OfficeTransaction['departmentKeys']['find']>;
    /** Seconds since the epoch. */
    readonly now: number;
  },
): Promise<Outcome<VerifiedInstruction, InstructionRefusal>> {
  const sealed = parseInstruction(text, INSTRUCTION_TYPES[type]);
  if (!sealed.ok) return sealed;
  const key = await findKey(sealed.value.keyId);
  return verifyInstruction(sealed.value, key !== undefined && isGood(key, now) ? key : undefined);
}

/** Takes a JWS in compact form apart (RFC 7515 §7.1): EdDSA (RFC 8037 §3.1), `kid` the id of the key, no other header. */
function parseInstruction(text: string, type: string): Outcome<SealedInstruction, 'instruction-malformed'> {
  const [header, payload, signature, ...more] = text.split('.');
  if (text.length > MAX_INSTRUCTION_CHARACTERS || more.length > 0) return refused('instruction-malformed');
  const head = readJson(header);
  const body = readJson(payload);
  const signatureBytes = fromBase64Url(signature);
  if (!isRecord(head) || body === undefined || signatureBytes === undefined) return refused('instruction-malformed');
  const { alg, typ, kid } = head;
  const isOurs = alg === 'EdDSA' && typ === type && Object.keys(head).length === 3;
  if (!isOurs || typeof kid !== 'string' || !/^[0-9a-f]{16}$/.test(kid)) return refused('instruction-malformed');
  const signingInput = encodeUtf8(`${header}.${payload}`);
  return ok({ keyId: kid, signingInput, payload: body, signature: signatureBytes });
}

function isGood({ confirmedAt, withdrawnAt, expiresAt }: DepartmentKey, now: number): boolean {
  return confirmedAt !== undefined && withdrawnAt === undefined && now < expiresAt;
}

/** Verifies an instruction under the key that it names, where that is good now. */
function verifyInstruction(
  { keyId, signature, signingInput, payload }: SealedInstruction,
  key: DepartmentKey | undefined,
): Outcome<VerifiedInstruction, InstructionRefusal> {
  if (key === undefined) return refused('key-not-good');
  const publicKey = importEd25519PublicKey(key.publicKey);
  if (!nobleEd25519.verify(signature, signingInput, publicKey)) return refused('signature-bad');
  return isRecord(payload) ? ok({ grantor: key.grantor, keyId, payload }) : refused('instruction-malformed');
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
