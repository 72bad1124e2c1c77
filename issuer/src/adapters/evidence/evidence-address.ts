import { createHmac } from 'node:crypto';
import { toHex } from '@residence-permit/shared/bytes';
import type { PersonKey } from '../privacy/index.ts';

/** Length of an address in bytes. */
export const EVIDENCE_ADDRESS_BYTES = 32;

/**
 * The address of a file: HMAC-SHA-256 of its content under a key of its person. The same file of the same person has one
 * address; of two persons, two that nobody can link.
 * @throws PermitError PERSON_ERASED
 */
export function evidenceAddress(key: PersonKey, content: Uint8Array): Uint8Array {
  return new Uint8Array(createHmac('sha256', key.derive('evidence-address')).update(content).digest());
}

/** Path of a file under its folder: 256 folders by the first byte, then the address. @throws RangeError on a wrong length */
export function evidencePath(address: Uint8Array): string {
  if (address.length !== EVIDENCE_ADDRESS_BYTES) throw new RangeError(`address: want ${EVIDENCE_ADDRESS_BYTES} bytes`);
  const name = toHex(address);
  return `${name.slice(0, 2)}/${name}`;
}
