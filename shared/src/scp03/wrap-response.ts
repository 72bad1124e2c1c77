import { cmac } from '@noble/ciphers/aes.js';
import type { ResponseApdu } from '../apdu/index.ts';
import { concatBytes, equalBytes } from '../bytes/index.ts';
import { CardError } from '../errors/index.ts';
import { MAC_BYTES } from './command-mac.ts';
import { decryptPadded, encryptPadded } from './padded-cipher.ts';
import type { ScpSessionKeys, ScpState } from './scp-keys.ts';

/**
 * A response at level 33h: data, where there is any, encrypted, then the R-MAC. An error is a status word alone, without
 * protection. `state` is that of the command answered, with the chaining value of its own C-MAC. GPC_SPE_014 §6.2.5, §6.2.7
 */
export function wrapResponse(keys: ScpSessionKeys, state: ScpState, { data, sw }: ResponseApdu): ResponseApdu {
  if (!isProtected(sw)) return { data: new Uint8Array(0), sw };
  const encrypted =
    data.length === 0 ? data : encryptPadded(keys.enc, { direction: 'response', counter: state.counter }, data);
  return { data: concatBytes(encrypted, responseMac(keys, state, { data: encrypted, sw })), sw };
}

/**
 * An error comes back as it is: nobody vouches for it, and it carries no data.
 * @throws CardError SCP_FAILED for an R-MAC that is missing or wrong, for data with an error, for bad padding
 */
export function unwrapResponse(keys: ScpSessionKeys, state: ScpState, { data, sw }: ResponseApdu): ResponseApdu {
  if (!isProtected(sw)) {
    if (data.length > 0) throw new CardError('SCP_FAILED', { sw, detail: 'data with an error' });
    return { data, sw };
  }
  const end = data.length - MAC_BYTES;
  if (end < 0) throw new CardError('SCP_FAILED', { sw, detail: 'response without R-MAC' });
  const encrypted = data.subarray(0, end);
  if (!equalBytes(responseMac(keys, state, { data: encrypted, sw }), data.subarray(end))) {
    throw new CardError('SCP_FAILED', { sw, detail: 'R-MAC' });
  }
  if (encrypted.length === 0) return { data: new Uint8Array(0), sw };
  return { data: decryptPadded(keys.enc, { direction: 'response', counter: state.counter }, encrypted), sw };
}

/** Success and warnings (62XX, 63XX) are protected, errors are not. GPC_SPE_014 §6.2.5 */
function isProtected(sw: number): boolean {
  const first = sw >> 8;
  return sw === 0x9000 || first === 0x62 || first === 0x63;
}

/** Over chaining value ‖ data ‖ status word. GPC_SPE_014 §6.2.5 */
function responseMac(keys: ScpSessionKeys, { chaining }: ScpState, { data, sw }: ResponseApdu): Uint8Array {
  return cmac(concatBytes(chaining, data, Uint8Array.of(sw >> 8, sw & 0xff)), keys.rmac).slice(0, MAC_BYTES);
}
