import { derive } from './derive.ts';
import type { ScpStaticKeys } from './scp-keys.ts';

/** Length of the key diversification data in the answer to INITIALIZE UPDATE. GPC_SPE_014 §7.1.1.5 */
export const DIVERSIFICATION_BYTES = 10;

/** Which key is derived. GlobalPlatform leaves diversification to the issuer; this table is the profile's own. */
const CONSTANT = { enc: 0x04, mac: 0x06, dek: 0x08 } as const;

/**
 * The static keys of one chip from a master key of 16 bytes: SP 800-108 with CMAC over the chip's key diversification
 * data, so that keys read out of one chip open no other. Card profile 1 §1.
 * @throws RangeError for other lengths
 */
export function diversifyKeys(masterKey: Uint8Array, diversificationData: Uint8Array): ScpStaticKeys {
  if (masterKey.length !== 16) throw new RangeError(`masterKey: want 16 bytes, got ${masterKey.length}`);
  if (diversificationData.length !== DIVERSIFICATION_BYTES) {
    throw new RangeError(`diversificationData: want ${DIVERSIFICATION_BYTES} bytes, got ${diversificationData.length}`);
  }
  const keyFor = (constant: number): Uint8Array =>
    derive(masterKey, { constant, context: diversificationData, length: 16 });
  return { enc: keyFor(CONSTANT.enc), mac: keyFor(CONSTANT.mac), dek: keyFor(CONSTANT.dek) };
}
