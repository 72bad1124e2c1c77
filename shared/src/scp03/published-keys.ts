import { equalBytes, fromHex } from '../bytes/index.ts';

/**
 * AES-128 keys that manuals, test cards and sample code publish. Whoever leaves one on a chip leaves the chip open. The first
 * is the default key set of GlobalPlatform test cards, the second that of one maker's samples.
 */
export const PUBLISHED_KEYS: readonly Uint8Array[] = [
  fromHex('404142434445464748494a4b4c4d4e4f'),
  fromHex('47454d5850524553534f53414d504c45'),
  fromHex('00000000000000000000000000000000'),
  fromHex('ffffffffffffffffffffffffffffffff'),
  fromHex('000102030405060708090a0b0c0d0e0f'),
];

/** Whether a key of 16 bytes is one that anybody can look up. */
export function isPublishedKey(key: Uint8Array): boolean {
  return PUBLISHED_KEYS.some((published) => equalBytes(published, key));
}
