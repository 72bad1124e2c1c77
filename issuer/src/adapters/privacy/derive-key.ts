import { hkdfSync } from 'node:crypto';
import { KEY_BYTES } from './secret-key.ts';

/** What a derived key is for; each use has a key of its own. */
export type KeyUse = 'field' | 'evidence' | 'evidence-address' | 'audit-tag' | 'erasure-ledger';

/** Text that ties a derived key to this product, this version and its use. RFC 5869 §3.2 (`info`). */
const INFO_PREFIX = 'residence-permit/privacy/v1/';

/**
 * HKDF-SHA-256 (RFC 5869) without salt: the master is 32 random bytes already, §3.1. Answers 32 bytes that the caller owns
 * and wipes.
 */
export function deriveKey(master: Uint8Array, use: KeyUse): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', master, new Uint8Array(0), INFO_PREFIX + use, KEY_BYTES));
}
