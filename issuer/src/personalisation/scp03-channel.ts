import {
  type CardSession,
  type CardTransport,
  type CommandApdu,
  decodeResponse,
  encodeCommand,
  initializeUpdate,
  LookAhead,
  type ListAnswer,
  type ResponseApdu,
  scpExternalAuthenticate,
  type SentList,
  SW_OK,
  transmitCommand,
} from '@residence-permit/shared/apdu';
import { equalBytes } from '@residence-permit/shared/bytes';
import { CardError } from '@residence-permit/shared/errors';
import {
  cardCryptogram,
  deriveSessionKeys,
  hostCryptogram,
  macCommand,
  type ScpSessionKeys,
  type ScpStaticKeys,
  unwrapResponse,
  wrapCommand,
} from '@residence-permit/shared/scp03';
import type { RandomSource } from '../ports/index.ts';

const CHALLENGE_LENGTH = 8;
/** C-MAC, C-DECRYPTION, R-MAC and R-ENCRYPTION. GPC_SPE_014 §7.1.2.1. */
const SECURITY_LEVEL = 0x33;
/** key diversification data (10) ‖ key version, protocol, parameter (3) ‖ card challenge (8) ‖ card cryptogram (8). GPC_SPE_014 §7.1.1. */
const DIVERSIFICATION_LENGTH = 10;
const KEY_INFORMATION_LENGTH = 3;
const UPDATE_LENGTH = DIVERSIFICATION_LENGTH + KEY_INFORMATION_LENGTH + 2 * CHALLENGE_LENGTH;

/** What a chip answers to INITIALIZE UPDATE. */
type CardUpdate = {
  readonly diversificationData: Uint8Array;
  readonly cardChallenge: Uint8Array;
  readonly cryptogram: Uint8Array;
};

/** Finds the static keys of a chip by its key diversification data, 10 bytes. */
export type FindStaticKeys = (diversificationData: Uint8Array) => ScpStaticKeys;

/**
 * Host end of SCP03 at level 33h: every command and every response is encrypted and MACed. GPC_SPE_014 §6.2. Any failure
 * closes it for good. Over a transport that takes lists EXTERNAL AUTHENTICATE goes out with the first command, and announced
 * commands go ahead: counter and chaining value follow from what is sent alone.
 */
export class Scp03Channel implements CardSession {
  readonly diversificationData: Uint8Array;
  readonly #transport: CardTransport;
  #keys: ScpSessionKeys | undefined;
  #chaining: Uint8Array;
  /** 1 for the first command after EXTERNAL AUTHENTICATE. GPC_SPE_014 §6.2.6. */
  #counter = 0;
  /** EXTERNAL AUTHENTICATE, where it waits for the first command. */
  #waiting: CommandApdu | undefined;
  readonly #lookAhead: LookAhead | undefined;

  private constructor(
    transport: CardTransport,
    opened: {
      readonly keys: ScpSessionKeys;
      readonly chaining: Uint8Array;
      readonly diversificationData: Uint8Array;
      readonly waiting: CommandApdu | undefined;
    },
  ) {
    this.#transport = transport;
    this.#waiting = opened.waiting;
    if (transport.transmitList !== undefined) this.#lookAhead = new LookAhead((commands) => this.#sendList(commands));
    this.#keys = opened.keys;
    this.#chaining = opened.chaining;
    this.diversificationData = opened.diversificationData;
  }

  /**
   * Opens the channel with the key set of that version.
   * @returns undefined when the chip has no such key set
   * @throws CardError SCP_FAILED when the chip does not prove the keys or refuses the host; over a transport that takes lists
   *   the refusal comes with the first command
   */
  static async open(options: {
    readonly transport: CardTransport;
    readonly keyVersion: number;
    readonly findStaticKeys: FindStaticKeys;
    readonly random: RandomSource;
  }): Promise<Scp03Channel | undefined> {
    const { transport, keyVersion, findStaticKeys, random } = options;
    const hostChallenge = random(CHALLENGE_LENGTH);
    const response = await transmitCommand(transport, initializeUpdate({ keyVersion, hostChallenge }));
    if (response.sw !== SW_OK) return undefined;
    const { diversificationData, cardChallenge, cryptogram } = readUpdate(response.data);
    const challenges = { hostChallenge, cardChallenge };
    const keys = deriveSessionKeys(findStaticKeys(diversificationData), challenges);
    if (!equalBytes(cryptogram, cardCryptogram(keys.mac, challenges))) {
      throw new CardError('SCP_FAILED', { detail: 'the chip does not hold these keys' });
    }
    const authenticate = scpExternalAuthenticate({
      level: SECURITY_LEVEL,
      hostCryptogram: hostCryptogram(keys.mac, challenges),
    });
    const { command, chaining } = macCommand(keys, new Uint8Array(16), authenticate);
    const takesLists = transport.transmitList !== undefined;
    if (!takesLists) requireAuthenticated(await transmitCommand(transport, command));
    const waiting = takesLists ? command : undefined;
    return new Scp03Channel(transport, { keys, chaining, diversificationData, waiting });
  }

  /** Without effect over a transport that takes no lists. */
  announce(commands: readonly CommandApdu[]): void {
    this.#lookAhead?.announce(commands);
  }

  /** @throws CardError SCP_FAILED when the answer is not protected as it must be; the channel is then closed for good */
  transmit(command: CommandApdu): Promise<ResponseApdu> {
    return this.#lookAhead === undefined ? this.#transmitOne(command) : this.#lookAhead.transmit(command);
  }

  async #transmitOne(command: CommandApdu): Promise<ResponseApdu> {
    const keys = this.#openKeys();
    this.#counter += 1;
    const sealed = wrapCommand(keys, { chaining: this.#chaining, counter: this.#counter }, command);
    this.#chaining = sealed.chaining;
    try {
      const response = await transmitCommand(this.#transport, sealed.command);
      return unwrapResponse(keys, { chaining: this.#chaining, counter: this.#counter }, response);
    } catch (cause) {
      this.#keys = undefined;
      throw cause;
    }
  }

  async #sendList(commands: readonly CommandApdu[]): Promise<SentList> {
    const keys = this.#openKeys();
    const waiting = this.#waiting === undefined ? [] : [this.#waiting];
    this.#waiting = undefined;
    let chaining = this.#chaining;
    const wrapped = commands.map((command, at) => {
      const sealed = wrapCommand(keys, { chaining, counter: this.#counter + at + 1 }, command);
      chaining = sealed.chaining;
      return sealed;
    });
    const sent = [...waiting, ...wrapped.map(({ command }) => command)].map(encodeCommand);
    const { responses, fault } = (await this.#transport.transmitList?.(sent)) ?? { responses: [] };
    try {
      if (waiting.length > 0 && responses[0] !== undefined) requireAuthenticated(decodeResponse(responses[0]));
    } catch (cause) {
      this.#keys = undefined;
      throw cause;
    }
    const answer = { responses: responses.slice(waiting.length), ...(fault === undefined ? {} : { fault }) };
    return this.#openList(keys, wrapped, answer);
  }

  /** The channel closes at the first answer that is not protected as it must be, and at a fault; answers before it stand. */
  #openList(keys: ScpSessionKeys, wrapped: readonly { readonly chaining: Uint8Array }[], answer: ListAnswer): SentList {
    const opened: ResponseApdu[] = [];
    for (const [at, { chaining }] of wrapped.entries()) {
      const bytes = answer.responses[at];
      if (bytes === undefined && answer.fault === undefined) break;
      this.#counter += 1;
      this.#chaining = chaining;
      try {
        if (bytes === undefined) throw answer.fault;
        opened.push(unwrapResponse(keys, { chaining, counter: this.#counter }, decodeResponse(bytes)));
      } catch (cause) {
        this.#keys = undefined;
        return { responses: opened, fault: cause };
      }
    }
    return { responses: opened };
  }

  #openKeys(): ScpSessionKeys {
    if (this.#keys === undefined) throw new CardError('SCP_FAILED', { detail: 'the channel is closed' });
    return this.#keys;
  }
}

function requireAuthenticated({ sw }: ResponseApdu): void {
  if (sw !== SW_OK) throw new CardError('SCP_FAILED', { sw, detail: 'EXTERNAL AUTHENTICATE' });
}

function readUpdate(data: Uint8Array): CardUpdate {
  if (data.length !== UPDATE_LENGTH) throw new CardError('SCP_FAILED', { detail: 'INITIALIZE UPDATE: length' });
  const challengeAt = DIVERSIFICATION_LENGTH + KEY_INFORMATION_LENGTH;
  return {
    diversificationData: data.slice(0, DIVERSIFICATION_LENGTH),
    cardChallenge: data.slice(challengeAt, challengeAt + CHALLENGE_LENGTH),
    cryptogram: data.slice(challengeAt + CHALLENGE_LENGTH),
  };
}
