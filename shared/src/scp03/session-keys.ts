import { concatBytes } from '../bytes/index.ts';
import { DERIVE, derive } from './derive.ts';
import type { ScpChallenges, ScpSessionKeys, ScpStaticKeys } from './scp-keys.ts';

const CHALLENGE_BYTES = 8;

/** The keys of a channel. GPC_SPE_014 §6.2.1 @throws RangeError for challenges of another length than 8 */
export function deriveSessionKeys(keys: Pick<ScpStaticKeys, 'enc' | 'mac'>, challenges: ScpChallenges): ScpSessionKeys {
  const context = contextOf(challenges);
  return {
    enc: derive(keys.enc, { constant: DERIVE.enc, context, length: 16 }),
    mac: derive(keys.mac, { constant: DERIVE.mac, context, length: 16 }),
    rmac: derive(keys.mac, { constant: DERIVE.rmac, context, length: 16 }),
  };
}

/** By which the chip proves its keys: 8 bytes under S-MAC. GPC_SPE_014 §6.2.2.2 */
export function cardCryptogram(sessionMacKey: Uint8Array, challenges: ScpChallenges): Uint8Array {
  return derive(sessionMacKey, { constant: DERIVE.cardCryptogram, context: contextOf(challenges), length: 8 });
}

/** By which the host proves its keys: 8 bytes under S-MAC. GPC_SPE_014 §6.2.2.3 */
export function hostCryptogram(sessionMacKey: Uint8Array, challenges: ScpChallenges): Uint8Array {
  return derive(sessionMacKey, { constant: DERIVE.hostCryptogram, context: contextOf(challenges), length: 8 });
}

function contextOf({ hostChallenge, cardChallenge }: ScpChallenges): Uint8Array {
  if (hostChallenge.length !== CHALLENGE_BYTES || cardChallenge.length !== CHALLENGE_BYTES) {
    throw new RangeError(`challenges: want ${CHALLENGE_BYTES} bytes each`);
  }
  return concatBytes(hostChallenge, cardChallenge);
}
