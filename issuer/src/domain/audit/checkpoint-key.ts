import { concatBytes, encodeUtf8, equalBytes, fromHex, toHex } from '@residence-permit/shared/bytes';
import { type Ed25519PublicKey, importEd25519PublicKey } from '@residence-permit/shared/cose';
import type { Sha256 } from './audit-event.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { CHECKPOINT_KEY_NAME } from './checkpoint-note.ts';

/** A public checkpoint key with the four bytes by which notes name it. */
export type CheckpointKey = { readonly id: Uint8Array; readonly publicKey: Ed25519PublicKey };

/** Signature type of Ed25519. c2sp.org/signed-note, "Signature types". */
const ED25519 = 0x01;

/** The key with its id: the head of SHA-256 over name, line feed, type and key. c2sp.org/signed-note. */
export function checkpointKey(publicKey: Ed25519PublicKey, sha256: Sha256): CheckpointKey {
  const hash = sha256(concatBytes(encodeUtf8(`${CHECKPOINT_KEY_NAME}\n`), new Uint8Array([ED25519]), publicKey));
  return { id: hash.slice(0, 4), publicKey };
}

/** The line by which verifiers of notes are given a key: `name+id+key`. c2sp.org/signed-note, "vkey". */
export function formatCheckpointKey({ id, publicKey }: CheckpointKey): string {
  return `${CHECKPOINT_KEY_NAME}+${toHex(id)}+${encodeBase64(concatBytes(new Uint8Array([ED25519]), publicKey))}`;
}

/**
 * Reads such a line.
 * @returns nothing for another form, another name, a type that is not Ed25519, or an id that is not that of the key
 * @throws DecodeError COSE_KEY_BAD for what is no public key
 */
export function parseCheckpointKey(line: string, sha256: Sha256): CheckpointKey | undefined {
  const [, id, encoded] = /^residence-permit-audit\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
  if (id === undefined || encoded === undefined) return undefined;
  const bytes = decodeBase64(encoded);
  if (bytes === undefined || bytes[0] !== ED25519) return undefined;
  const key = checkpointKey(importEd25519PublicKey(bytes.slice(1)), sha256);
  return equalBytes(key.id, fromHex(id)) ? key : undefined;
}
