import { cbc, ecb } from '@noble/ciphers/aes.js';
import { CardError } from '../errors/index.ts';

const BLOCK_BYTES = 16;
/** ISO/IEC 9797-1 padding method 2: this and zeros up to whole blocks. GPC_SPE_014 §4.1.4 */
const PAD_MARK = 0x80;

/** Whose message it is: the counter block of a response begins with 80. GPC_SPE_014 §6.2.6, §6.2.7 */
export type Direction = 'command' | 'response';
type Message = { readonly direction: Direction; readonly counter: number };

/** Pads and encrypts with AES-CBC; the initialisation vector is the encrypted counter block. GPC_SPE_014 §6.2.6, §6.2.7 */
export function encryptPadded(key: Uint8Array, message: Message, data: Uint8Array): Uint8Array {
  const padded = new Uint8Array((Math.floor(data.length / BLOCK_BYTES) + 1) * BLOCK_BYTES);
  padded.set(data);
  padded[data.length] = PAD_MARK;
  return cbc(key, ivOf(key, message), { disablePadding: true }).encrypt(padded);
}

/** @throws CardError SCP_FAILED for anything but whole blocks with their padding */
export function decryptPadded(key: Uint8Array, message: Message, encrypted: Uint8Array): Uint8Array {
  if (encrypted.length === 0 || encrypted.length % BLOCK_BYTES !== 0) throw failed('length of encrypted data');
  const padded = cbc(key, ivOf(key, message), { disablePadding: true }).decrypt(encrypted);
  const end = padded.findLastIndex((byte) => byte !== 0);
  if (padded[end] !== PAD_MARK || padded.length - end > BLOCK_BYTES) throw failed('padding');
  return padded.slice(0, end);
}

function ivOf(key: Uint8Array, { direction, counter }: Message): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES);
  new DataView(block.buffer).setUint32(BLOCK_BYTES - 4, counter);
  if (direction === 'response') block[0] = 0x80;
  return ecb(key, { disablePadding: true }).encrypt(block);
}

function failed(detail: string): CardError {
  return new CardError('SCP_FAILED', { detail });
}
