import type { ResponseApdu } from '@residence-permit/shared/apdu';
import { decodeResponse } from '@residence-permit/shared/apdu';
import { CardError, PermitError, SecureMessagingError } from '@residence-permit/shared/errors';
import type { SmCipher } from '@residence-permit/shared/secure-messaging';
import { isLengthRefusal } from './length-refusal.ts';

const SW_WRONG_LENGTH = 0x6700;
/** Secure messaging is not supported here: what a chip without a channel answers. Card profile 1 §4 */
const SW_NO_CHANNEL = 0x6882;

/** What a fault at a command of extended length says: perhaps that this length is what was refused. */
export function orLengthRefusal(cause: unknown): unknown {
  const fault = cause instanceof SecureMessagingError ? (cause.cause ?? cause) : cause;
  const refused = isLengthRefusal(fault) || (fault instanceof PlainRefusal && fault.sw === SW_WRONG_LENGTH);
  return refused ? new CardError('EXTENDED_LENGTH_REFUSED', { cause }) : cause;
}

/** A status word in the clear and nothing else. */
class PlainRefusal extends SecureMessagingError {
  readonly sw: number;
  constructor(response: ResponseApdu) {
    super('SM_PLAIN_RESPONSE', plainDetail(response));
    this.sw = response.sw;
  }
}

/**
 * The response in protected bytes.
 * @throws SecureMessagingError SM_PLAIN_RESPONSE, SM_BAD_RESPONSE
 * @throws CardError CARD_RESET
 */
export function openProtected(cipher: SmCipher, ssc: bigint, bytes: Uint8Array): ResponseApdu {
  try {
    const response = decodeResponse(bytes);
    if (!looksProtected(response.data)) throw inTheClear(response);
    return cipher.openResponse(ssc, response);
  } catch (cause) {
    if (cause instanceof PermitError && cause.code !== 'APDU_MALFORMED') throw cause;
    throw new SecureMessagingError('SM_BAD_RESPONSE', { cause });
  }
}

/**
 * A chip that knows of no channel lost it: its power failed for a moment, or something reset it. Whoever stands between
 * could say so too; the tap ends either way.
 */
function inTheClear(response: ResponseApdu): PermitError {
  if (response.data.length > 0) return new SecureMessagingError('SM_PLAIN_RESPONSE', plainDetail(response));
  return response.sw === SW_NO_CHANNEL ? new CardError('CARD_RESET', { sw: response.sw }) : new PlainRefusal(response);
}

/**
 * Whether a response ends in DO'99' or DO'8E', in the place where a protected one has them. Both kinds of answer are
 * refused alike; the code tells a downgrade, or a chip that dropped the channel, from damage on the way.
 */
function looksProtected(data: Uint8Array): boolean {
  const mac = data.length - 10;
  const status = mac - 4;
  return (data[mac] === 0x8e && data[mac + 1] === 8) || (data[status] === 0x99 && data[status + 1] === 2);
}

function plainDetail({ sw }: ResponseApdu): { readonly detail: string } {
  return { detail: `SW ${sw.toString(16).padStart(4, '0')}` };
}
