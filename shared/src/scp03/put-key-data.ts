import { cbc, ecb } from '@noble/ciphers/aes.js';
import { concatBytes } from '../bytes/index.ts';
import type { ScpStaticKeys } from './scp-keys.ts';

/** Key type AES. GPC_SPE_034 §11.1.8 */
const KEY_TYPE_AES = 0x88;
const KEY_BYTES = 16;
const CHECK_VALUE_BYTES = 3;

/**
 * Data of PUT KEY: new key version ‖ three key blocks (enc, mac, dek), each `88 11 10 encrypted-key 03 check-value`,
 * encrypted by AES-CBC with IV 0 under the static data encryption key that the chip holds now. GPC_SPE_014 §7.2
 */
export function encodePutKey({
  newKeyVersion,
  keys,
  dek,
}: {
  readonly newKeyVersion: number;
  readonly keys: ScpStaticKeys;
  readonly dek: Uint8Array;
}): Uint8Array {
  const blocks = [keys.enc, keys.mac, keys.dek].map((key) => keyBlock(key, dek));
  return concatBytes(Uint8Array.of(newKeyVersion), ...blocks);
}

/** The first three bytes of AES under the key over sixteen bytes 01. GPC_SPE_014 §4.1.4 */
export function keyCheckValue(key: Uint8Array): Uint8Array {
  const block = new Uint8Array(KEY_BYTES).fill(0x01);
  return ecb(key, { disablePadding: true }).encrypt(block).slice(0, CHECK_VALUE_BYTES);
}

function keyBlock(key: Uint8Array, dek: Uint8Array): Uint8Array {
  if (key.length !== KEY_BYTES) throw new RangeError(`keys: want ${KEY_BYTES} bytes each, got ${key.length}`);
  const encrypted = cbc(dek, new Uint8Array(KEY_BYTES), { disablePadding: true }).encrypt(key);
  const head = Uint8Array.of(KEY_TYPE_AES, 1 + KEY_BYTES, KEY_BYTES);
  return concatBytes(head, encrypted, Uint8Array.of(CHECK_VALUE_BYTES), keyCheckValue(key));
}
