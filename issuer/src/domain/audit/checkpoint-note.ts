import { encodeUtf8 } from '@residence-permit/shared/bytes';
import { decodeBase64, encodeBase64 } from './base64.ts';

/** That the chain of an office had this hash at this place. */
export type Checkpoint = {
  readonly officeId: string;
  readonly seq: bigint;
  /** 32 bytes. */
  readonly hash: Uint8Array;
  /** Microseconds since 1970, by the clock of the database. */
  readonly at: bigint;
};

/** A checkpoint with the signature over its note. */
export type SignedCheckpoint = Checkpoint & {
  /** Four bytes that name the key. */
  readonly keyId: Uint8Array;
  /** Ed25519, 64 bytes. */
  readonly signature: Uint8Array;
};

/** Name of the checkpoint key in a note. */
export const CHECKPOINT_KEY_NAME = 'residence-permit-audit';

const KEY_ID_LENGTH = 4;
const SIGNATURE_LENGTH = 64;
const HASH_LENGTH = 32;
const INTEGER = /^(0|[1-9][0-9]{0,18})$/;

/**
 * The text that is signed: origin, place, hash and time, a line each, as a C2SP checkpoint has them (c2sp.org/tlog-checkpoint).
 * Departs from it: the third line is the head of a hash chain and not the root of a Merkle tree.
 */
export function checkpointText({ officeId, seq, hash, at }: Checkpoint): string {
  return `${CHECKPOINT_KEY_NAME}/${encodeURIComponent(officeId)}\n${seq}\n${encodeBase64(hash)}\ntime ${at}\n`;
}

/** `checkpointText` in UTF-8: what the key signs. */
export function checkpointBytes(checkpoint: Checkpoint): Uint8Array {
  return encodeUtf8(checkpointText(checkpoint));
}

/** The signed note (c2sp.org/signed-note) with an empty line behind it, as the witness file keeps one after the other. */
export function formatNote(signed: SignedCheckpoint): string {
  const tail = new Uint8Array([...signed.keyId, ...signed.signature]);
  return `${checkpointText(signed)}\n— ${CHECKPOINT_KEY_NAME} ${encodeBase64(tail)}\n\n`;
}

/**
 * Reads a note.
 * @param lines origin, place, hash, time, an empty one and the signature
 * @returns nothing for what is not exactly a note of ours; the signature is not checked
 */
export function parseNote(lines: readonly string[]): SignedCheckpoint | undefined {
  const [origin = '', seq = '', hash = '', time = '', empty, signature = ''] = lines;
  const officeId = decodeOffice(origin);
  const [dash, name, tail = ''] = signature.split(' ');
  const [hashBytes, tailBytes] = [decodeBase64(hash), decodeBase64(tail)];
  const at = time.startsWith('time ') ? time.slice(5) : '';
  if (lines.length !== 6 || empty !== '' || dash !== '—' || name !== CHECKPOINT_KEY_NAME) return undefined;
  if (officeId === undefined || !INTEGER.test(seq) || !INTEGER.test(at)) return undefined;
  if (hashBytes?.length !== HASH_LENGTH || tailBytes?.length !== KEY_ID_LENGTH + SIGNATURE_LENGTH) return undefined;
  const checkpoint = {
    officeId,
    seq: BigInt(seq),
    hash: hashBytes,
    at: BigInt(at),
    keyId: tailBytes.slice(0, KEY_ID_LENGTH),
    signature: tailBytes.slice(KEY_ID_LENGTH),
  };
  return formatNote(checkpoint) === `${lines.join('\n')}\n\n` ? checkpoint : undefined;
}

function decodeOffice(origin: string): string | undefined {
  const head = `${CHECKPOINT_KEY_NAME}/`;
  if (!origin.startsWith(head)) return undefined;
  try {
    return decodeURIComponent(origin.slice(head.length));
  } catch {
    return undefined;
  }
}
