import type { CardSession, CardTransport, CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { decodeResponse, encodeCommand } from '@residence-permit/shared/apdu';
import { CardError, SecureMessagingError } from '@residence-permit/shared/errors';
import { makeSmCipher, type SessionKeys } from '@residence-permit/shared/secure-messaging';
import type { CardBuffers } from './card-buffers.ts';

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
  #cipher: ReturnType<typeof makeSmCipher> | undefined;
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
   * Exchanges one command under the channel; the status word that comes back is the protected one.
   * @throws SecureMessagingError SM_CLOSED, SM_PLAIN_RESPONSE, SM_BAD_RESPONSE
   * @throws CardError CARD_BUFFER_TOO_SMALL (nothing was sent, the channel lives), CARD_REMOVED, READER_FAILED
   */
  async transmit(command: CommandApdu): Promise<ResponseApdu> {
    const cipher = this.#cipher;
    if (cipher === undefined) throw new SecureMessagingError('SM_CLOSED');
    if (this.#busy) throw new TypeError('channel: one command at a time');
    const sealedBytes = encodeCommand(cipher.sealCommand(this.#ssc + 1n, command));
    requireFit(sealedBytes, this.#buffers);
    this.#ssc += 2n;
    this.#busy = true;
    try {
      return openProtected(cipher, this.#ssc, await this.#transport.transmit(sealedBytes));
    } catch (cause) {
      this.close();
      throw cause;
    } finally {
      this.#busy = false;
    }
  }

  /** Forgets the keys. The chip keeps its end until it loses power or meets a plain command. */
  close(): void {
    this.#cipher = undefined;
  }
}

function requireFit(commandBytes: Uint8Array, { maxCommandBytes }: CardBuffers): void {
  if (commandBytes.length <= maxCommandBytes) return;
  throw new CardError('CARD_BUFFER_TOO_SMALL', {
    detail: `${commandBytes.length} bytes, the card takes ${maxCommandBytes}`,
  });
}

function openProtected(cipher: ReturnType<typeof makeSmCipher>, ssc: bigint, bytes: Uint8Array): ResponseApdu {
  try {
    const response = decodeResponse(bytes);
    if (!looksProtected(response.data)) throw new SecureMessagingError('SM_PLAIN_RESPONSE', plainDetail(response));
    return cipher.openResponse(ssc, response);
  } catch (cause) {
    if (cause instanceof SecureMessagingError && cause.code === 'SM_PLAIN_RESPONSE') throw cause;
    throw new SecureMessagingError('SM_BAD_RESPONSE', { cause });
  }
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
