import type { CardSession, CardTransport, CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { decodeResponse, encodeCommand, NE_SHORT_MAX, splitChain, SW_OK } from '@residence-permit/shared/apdu';
import { CardError, PermitError, SecureMessagingError } from '@residence-permit/shared/errors';
import { makeSmCipher, type SessionKeys, type SmCipher } from '@residence-permit/shared/secure-messaging';
import { type CardBuffers, commandCapacity, isShort } from './card-buffers.ts';
import { isExtendedCommand, isLengthRefusal } from './length-refusal.ts';

const SW_WRONG_LENGTH = 0x6700;
/** Secure messaging is not supported here: what a chip without a channel answers. Card profile 1 §4 */
const SW_NO_CHANNEL = 0x6882;

export type OpenChannel = {
  readonly transport: CardTransport;
  readonly keys: SessionKeys;
  readonly buffers: CardBuffers;
};

/**
 * The terminal's end of AES secure messaging, TR-03110-3 §F: one instance per set of session keys. It closes for good at
 * the first response that is not a correct protected one, and when the transport fails; after that no command leaves it.
 */
export class TerminalChannel implements CardSession {
  readonly #transport: CardTransport;
  readonly #buffers: CardBuffers;
  #cipher: SmCipher | undefined;
  /** Unsigned 128-bit send sequence counter; +1 before every command and every response. TR-03110-3 §F.5 */
  #ssc = 0n;
  #busy = false;

  constructor({ transport, keys, buffers }: OpenChannel) {
    this.#transport = transport;
    this.#buffers = buffers;
    this.#cipher = makeSmCipher(keys);
  }

  get isOpen(): boolean {
    return this.#cipher !== undefined;
  }

  /**
   * Exchanges one command under the channel; the status word that comes back is the protected one. A command that is too
   * long for the buffers goes out as a chain, each part protected by itself (ISO/IEC 7816-4 §5.3.3); a part that the card
   * refuses ends the chain, and its status word is the answer.
   * @throws SecureMessagingError SM_CLOSED, SM_PLAIN_RESPONSE, SM_BAD_RESPONSE
   * @throws CardError CARD_BUFFER_TOO_SMALL (nothing was sent, the channel lives), EXTENDED_LENGTH_REFUSED, CARD_RESET,
   *   and those of the transport; the channel is then closed
   */
  async transmit(command: CommandApdu): Promise<ResponseApdu> {
    const cipher = this.#cipher;
    if (cipher === undefined) throw new SecureMessagingError('SM_CLOSED');
    if (this.#busy) throw new TypeError('channel: one command at a time');
    const parts = this.#fit(cipher, command);
    this.#busy = true;
    try {
      let response: ResponseApdu = { data: new Uint8Array(0), sw: SW_OK };
      for (const part of parts) {
        response = await this.#exchange(cipher, part);
        if (response.sw !== SW_OK) break;
      }
      return response;
    } catch (cause) {
      this.close();
      throw cause;
    } finally {
      this.#busy = false;
    }
  }

  /** The command itself where it fits, else its parts. */
  #fit(cipher: SmCipher, command: CommandApdu): readonly CommandApdu[] {
    const ne = isShort(this.#buffers) ? Math.min(command.ne, NE_SHORT_MAX) : command.ne;
    const whole = { ...command, ne };
    const wholeBytes = encodeCommand(cipher.sealCommand(this.#ssc + 1n, whole)).length;
    const { maxCommandBytes } = this.#buffers;
    if (wholeBytes <= maxCommandBytes) return [whole];
    const capacity = commandCapacity(this.#buffers);
    if (capacity === 0 || command.data.length <= capacity) {
      throw new CardError('CARD_BUFFER_TOO_SMALL', {
        detail: `${wholeBytes} bytes, the card takes ${maxCommandBytes}`,
      });
    }
    return splitChain(whole, capacity);
  }

  async #exchange(cipher: SmCipher, command: CommandApdu): Promise<ResponseApdu> {
    const sealedBytes = encodeCommand(cipher.sealCommand(this.#ssc + 1n, command));
    this.#ssc += 2n;
    try {
      return openProtected(cipher, this.#ssc, await this.#transport.transmit(sealedBytes));
    } catch (cause) {
      throw isExtendedCommand(sealedBytes) ? orLengthRefusal(cause) : cause;
    }
  }

  /** Forgets the keys. The chip keeps its end until it loses power or meets a plain command. */
  close(): void {
    this.#cipher = undefined;
  }
}

/** What a fault at a command of extended length says: perhaps that this length is what was refused. */
function orLengthRefusal(cause: unknown): unknown {
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

function openProtected(cipher: SmCipher, ssc: bigint, bytes: Uint8Array): ResponseApdu {
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
