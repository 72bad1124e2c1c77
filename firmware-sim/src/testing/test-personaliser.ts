import {
  type CommandApdu,
  decodeResponse,
  encodeCommand,
  initializeUpdate,
  type ResponseApdu,
  scpExternalAuthenticate,
} from '@residence-permit/shared/apdu';
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
import { equalBytes } from '@residence-permit/shared/bytes';
import type { Card } from '../card/index.ts';

/** Level 33h: everything is protected in both directions. */
const LEVEL = 0x33;

/** The host's end of a personalisation channel, for tests of the chip alone. */
export class TestPersonaliser {
  readonly #card: Pick<Card, 'transmit'>;
  #keys: ScpSessionKeys | undefined;
  #chaining = new Uint8Array(16);
  #counter = 0;

  constructor(card: Pick<Card, 'transmit'>) {
    this.#card = card;
  }

  /** INITIALIZE UPDATE and EXTERNAL AUTHENTICATE. Answers the last status word; 0 where the chip's cryptogram is wrong. */
  open(keys: ScpStaticKeys, keyVersion: number): number {
    const hostChallenge = new Uint8Array(8).fill(0x5a);
    const update = this.plain(initializeUpdate({ keyVersion, hostChallenge }));
    if (update.sw !== 0x9000) return update.sw;
    const challenges = { hostChallenge, cardChallenge: update.data.slice(13, 21) };
    const session = deriveSessionKeys(keys, challenges);
    if (!equalBytes(cardCryptogram(session.mac, challenges), update.data.slice(21))) return 0;
    const authenticate = scpExternalAuthenticate({
      level: LEVEL,
      hostCryptogram: hostCryptogram(session.mac, challenges),
    });
    const { command, chaining } = macCommand(session, new Uint8Array(16), authenticate);
    const response = this.plain(command);
    if (response.sw === 0x9000) {
      this.#keys = session;
      this.#chaining = chaining.slice();
      this.#counter = 0;
    }
    return response.sw;
  }

  send(command: CommandApdu): ResponseApdu {
    if (this.#keys === undefined) throw new RangeError('no channel');
    this.#counter += 1;
    const wrapped = wrapCommand(this.#keys, { chaining: this.#chaining, counter: this.#counter }, command);
    this.#chaining = wrapped.chaining.slice();
    const response = this.plain(wrapped.command);
    return unwrapResponse(this.#keys, { chaining: this.#chaining, counter: this.#counter }, response);
  }

  plain(command: CommandApdu): ResponseApdu {
    return decodeResponse(this.#card.transmit(encodeCommand(command)));
  }
}
