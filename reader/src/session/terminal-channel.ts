import type { CardSession, CardTransport, CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import {
  encodeCommand,
  type ListAnswer,
  LookAhead,
  NE_SHORT_MAX,
  type SentList,
  splitChain,
  SW_OK,
} from '@residence-permit/shared/apdu';
import { CardError, SecureMessagingError } from '@residence-permit/shared/errors';
import { makeSmCipher, type SessionKeys, type SmCipher } from '@residence-permit/shared/secure-messaging';
import { type CardBuffers, commandCapacity, isShort } from './card-buffers.ts';
import { isExtendedCommand } from './length-refusal.ts';
import { openProtected, orLengthRefusal } from './open-protected.ts';

export type OpenChannel = {
  readonly transport: CardTransport;
  readonly keys: SessionKeys;
  readonly buffers: CardBuffers;
};

/** Commands under the channel, ready to be sent as one list; `open` takes what came back, once. */
export type SealedList = {
  readonly commands: readonly Uint8Array[];
  open(answer: ListAnswer): SentList;
};

/** A command, or one of the parts that it is sent in, and where in the list that command stands. */
type Part = { readonly command: CommandApdu; readonly of: number; readonly isLast: boolean };

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
  readonly #lookAhead: LookAhead | undefined;

  constructor({ transport, keys, buffers }: OpenChannel) {
    this.#transport = transport;
    this.#buffers = buffers;
    this.#cipher = makeSmCipher(keys);
    if (transport.transmitList !== undefined) this.#lookAhead = new LookAhead((commands) => this.#sendList(commands));
  }

  /** Whether announced commands go ahead. */
  get takesLists(): boolean {
    return this.#lookAhead !== undefined;
  }

  /** Without effect over a transport that takes no lists. */
  announce(commands: readonly CommandApdu[]): void {
    this.#lookAhead?.announce(commands);
  }

  /** Takes over the answers to commands of `sealList`, which are handed out as they are asked for. */
  takeOver(commands: readonly CommandApdu[], sent: SentList): void {
    this.#lookAhead?.takeOver(commands, sent);
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
  transmit(command: CommandApdu): Promise<ResponseApdu> {
    return this.#lookAhead === undefined ? this.#transmitOne(command) : this.#lookAhead.transmit(command);
  }

  async #transmitOne(command: CommandApdu): Promise<ResponseApdu> {
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

  async #sendList(commands: readonly CommandApdu[]): Promise<SentList> {
    if (this.#busy) throw new TypeError('channel: one command at a time');
    const sealed = this.sealList(commands);
    this.#busy = true;
    try {
      return sealed.open((await this.#transport.transmitList?.(sealed.commands)) ?? { responses: [] });
    } finally {
      this.#busy = false;
    }
  }

  /**
   * Protects commands ahead, each as if those before had been answered: the counter depends on nothing else. What comes
   * after a command that does not fit is left out. Nothing else may be sent before the answers are opened.
   * @throws SecureMessagingError SM_CLOSED
   * @throws CardError CARD_BUFFER_TOO_SMALL where the first does not fit; the channel lives
   */
  sealList(commands: readonly CommandApdu[]): SealedList {
    const cipher = this.#cipher;
    if (cipher === undefined) throw new SecureMessagingError('SM_CLOSED');
    const first = this.#ssc;
    const parts = this.#partsOf(cipher, commands);
    const sealed = parts.map(({ command }, at) =>
      encodeCommand(cipher.sealCommand(first + BigInt(2 * at + 1), command)),
    );
    return { commands: sealed, open: (answer) => this.#openList(cipher, { parts, sealed, answer }) };
  }

  #partsOf(cipher: SmCipher, commands: readonly CommandApdu[]): readonly Part[] {
    const parts: Part[] = [];
    for (const [of, whole] of commands.entries()) {
      try {
        const fitting = this.#fit(cipher, whole);
        parts.push(...fitting.map((command, at) => ({ command, of, isLast: at === fitting.length - 1 })));
      } catch (cause) {
        if (of === 0) throw cause;
        break;
      }
    }
    return parts;
  }

  /** The channel closes at the first answer that is not a correct one, and at a fault; answers before it stand. */
  #openList(
    cipher: SmCipher,
    list: { readonly parts: readonly Part[]; readonly sealed: readonly Uint8Array[]; readonly answer: ListAnswer },
  ): SentList {
    const { parts, sealed, answer } = list;
    const responses: ResponseApdu[] = [];
    for (const [at, part] of parts.entries()) {
      const bytes = answer.responses[at];
      if (bytes === undefined && answer.fault === undefined) break;
      this.#ssc += 2n;
      try {
        if (bytes === undefined) throw answer.fault;
        const response = openProtected(cipher, this.#ssc, bytes);
        if (part.isLast || response.sw !== SW_OK) responses[part.of] = response;
        if (response.sw !== SW_OK) break;
      } catch (cause) {
        this.close();
        return {
          responses,
          fault: isExtendedCommand(sealed[at] ?? new Uint8Array(0)) ? orLengthRefusal(cause) : cause,
        };
      }
    }
    return { responses };
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
