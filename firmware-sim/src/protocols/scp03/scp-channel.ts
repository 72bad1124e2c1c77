import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { equalBytes } from '@residence-permit/shared/bytes';
import {
  hostCryptogram,
  type ScpSessionKeys,
  unmacCommand,
  unwrapCommand,
  wrapResponse,
} from '@residence-permit/shared/scp03';
import { aesBlocks, type CostMeter } from '../../card/cost-meter.ts';
import { SW } from '../../card/status.ts';
import type { OpenedCommand } from '../secure-messaging/index.ts';

const INS_EXTERNAL_AUTHENTICATE = 0x82;
/** C-MAC, C-DECRYPTION, R-MAC and R-ENCRYPTION: the one level that this chip accepts. GPC_SPE_014 §7.1.2.1 */
const LEVEL_33 = 0x33;
const MAC_CHAINING_BYTES = 16;

/**
 * Chip end of the personalisation channel, GlobalPlatform SCP03 (GPC_SPE_014). Made by INITIALIZE UPDATE, open after
 * EXTERNAL AUTHENTICATE. Its owner drops it at the first `broken`.
 */
export class ScpChannel {
  readonly #keys: ScpSessionKeys;
  readonly #meter: CostMeter;
  readonly #hostCryptogram: Uint8Array;
  /** The whole MAC of the command before; 16 zero bytes first. §6.2.3 */
  #chaining = new Uint8Array(MAC_CHAINING_BYTES);
  /** Commands since EXTERNAL AUTHENTICATE; the initialisation vector comes from it. §6.2.6 */
  #counter = 0;
  #isOpen = false;

  constructor(input: {
    readonly keys: ScpSessionKeys;
    readonly hostChallenge: Uint8Array;
    readonly cardChallenge: Uint8Array;
    readonly meter: CostMeter;
  }) {
    this.#keys = input.keys;
    this.#meter = input.meter;
    this.#hostCryptogram = hostCryptogram(input.keys.mac, input);
    for (let key = 0; key < 4; key += 1) input.meter.operation('aes-init');
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Before the channel is open only EXTERNAL AUTHENTICATE opens; after it, every wrapped command. */
  open(command: CommandApdu): OpenedCommand {
    this.#meter.operation('aes-block', 2 + aesBlocks(command.data.length));
    try {
      return this.#isOpen ? this.#unwrap(command) : this.#authenticate(command);
    } catch {
      return { kind: 'broken', sw: SW.SECURITY_STATUS_NOT_SATISFIED };
    }
  }

  seal(response: ResponseApdu): ResponseApdu {
    this.#meter.operation('aes-block', 2 + aesBlocks(response.data.length));
    return wrapResponse(this.#keys, { chaining: this.#chaining, counter: this.#counter }, response);
  }

  #unwrap(command: CommandApdu): OpenedCommand {
    this.#counter += 1;
    this.#meter.operation('aes-block', 1 + aesBlocks(command.data.length));
    const opened = unwrapCommand(this.#keys, { chaining: this.#chaining, counter: this.#counter }, command);
    this.#chaining = opened.chaining.slice();
    return { kind: 'opened', command: opened.command };
  }

  #authenticate(command: CommandApdu): OpenedCommand {
    if (command.ins !== INS_EXTERNAL_AUTHENTICATE) return { kind: 'broken', sw: SW.SECURITY_STATUS_NOT_SATISFIED };
    if (command.p1 !== LEVEL_33 || command.p2 !== 0) return { kind: 'broken', sw: SW.WRONG_P1_P2 };
    const opened = unmacCommand(this.#keys, this.#chaining, command);
    if (!equalBytes(opened.command.data, this.#hostCryptogram)) {
      return { kind: 'broken', sw: SW.AUTHENTICATION_FAILED };
    }
    this.#chaining = opened.chaining.slice();
    this.#isOpen = true;
    return { kind: 'opened', command: opened.command };
  }
}
