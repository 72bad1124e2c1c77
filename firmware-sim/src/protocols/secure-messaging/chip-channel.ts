import type { CommandApdu, ResponseApdu } from '@residence-permit/shared/apdu';
import { makeSmCipher, type SessionKeys, type SmCipher, SmFault } from '@residence-permit/shared/secure-messaging';
import { aesBlocks, type CostMeter } from '../../card/cost-meter.ts';
import { SW } from '../../card/status.ts';

/** A command taken out of its protection, or the status word with which the channel ends. */
export type OpenedCommand =
  | { readonly kind: 'opened'; readonly command: CommandApdu }
  | { readonly kind: 'broken'; readonly sw: number };

/**
 * Chip end of AES secure messaging, TR-03110-3 §F. One instance per PACE run. Its owner drops it at the first `broken`:
 * there is no way back into a channel. Four key objects are set up once, one for cipher and MAC in each direction.
 */
export class ChipChannel {
  readonly #cipher: SmCipher;
  readonly #meter: CostMeter;
  /** Unsigned 128 bit; +1 before every command and every response, §F.3. */
  #ssc = 0n;

  constructor(keys: SessionKeys, meter: CostMeter) {
    this.#cipher = makeSmCipher(keys);
    this.#meter = meter;
    for (let key = 0; key < 4; key += 1) meter.operation('aes-init');
  }

  open(command: CommandApdu): OpenedCommand {
    this.#ssc += 1n;
    // The counter and the padded header are two blocks; the check value and its object are not authenticated.
    this.#meter.operation('aes-block', 2 + aesBlocks(Math.max(0, command.data.length - 10)));
    try {
      const opened = this.#cipher.openCommand(this.#ssc, command);
      if (opened.data.length > 0) this.#meter.operation('aes-block', 1 + aesBlocks(opened.data.length));
      return { kind: 'opened', command: opened };
    } catch (fault) {
      return { kind: 'broken', sw: brokenStatus(fault) };
    }
  }

  seal(response: ResponseApdu): ResponseApdu {
    this.#ssc += 1n;
    if (response.data.length > 0) this.#meter.operation('aes-block', 1 + aesBlocks(response.data.length));
    this.#meter.operation('aes-block', 1 + aesBlocks(response.data.length + 8));
    return this.#cipher.sealResponse(this.#ssc, response);
  }
}

/** TR-03110-3 §F.6: a missing object 6987, anything else that does not open 6988. */
function brokenStatus(fault: unknown): number {
  const isMissing = fault instanceof SmFault && fault.fault === 'object-missing';
  return isMissing ? SW.SECURE_MESSAGING_OBJECT_MISSING : SW.SECURE_MESSAGING_OBJECT_WRONG;
}
