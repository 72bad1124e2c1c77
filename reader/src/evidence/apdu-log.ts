import type { CardTransport } from '@residence-permit/shared/apdu';
import { type Code, PermitError } from '@residence-permit/shared/errors';
import type { Metering } from '../verify/index.ts';
import { type CommandName, isSecured, nameCommand, type TapPhase } from './apdu-names.ts';

/** One command and its answer: what it was for, how long, how much. Nothing of what was said. */
export type ApduEntry = {
  readonly phase: TapPhase;
  readonly name: string;
  /** Whether it went through the secure channel. */
  readonly secured: boolean;
  /** Whole microseconds since the log began. */
  readonly startUs: number;
  readonly durationUs: number;
  /** Bytes of the whole APDUs as they crossed the air, protection included. */
  readonly sentBytes: number;
  /** 0 where no answer came. */
  readonly receivedBytes: number;
  /** Status word of the answer; inside the channel the chip shows the same one outside. */
  readonly sw?: number;
  /** Why there was no answer. */
  readonly code?: Code;
};

/** Most commands of one log; what follows is carried out and not logged. */
export const MAX_LOGGED_APDUS = 1_000;

/** A transport that keeps a log of what passes through it: names, lengths, status words and times; never a body. */
export class LoggedTransport implements CardTransport {
  readonly #inner: CardTransport;
  readonly #metering: Metering;
  readonly #startedMs: number;
  readonly #entries: ApduEntry[] = [];
  #before: CommandName | undefined;

  constructor(inner: CardTransport, metering: Metering) {
    this.#inner = inner;
    this.#metering = metering;
    this.#startedMs = metering.nowMs();
  }

  /** What has passed so far, in its order. */
  get entries(): readonly ApduEntry[] {
    return [...this.#entries];
  }

  async transmit(command: Uint8Array): Promise<Uint8Array> {
    const named = nameCommand(command, this.#before);
    this.#before = named;
    const from = this.#metering.nowMs();
    const add = (answer: Pick<ApduEntry, 'receivedBytes' | 'sw' | 'code'>): void => {
      if (this.#entries.length >= MAX_LOGGED_APDUS) return;
      const [startUs, durationUs] = [microseconds(from - this.#startedMs), microseconds(this.#metering.nowMs() - from)];
      const { length: sentBytes } = command;
      this.#entries.push({ ...named, secured: isSecured(command), startUs, durationUs, sentBytes, ...answer });
    };
    try {
      const response = await this.#inner.transmit(command);
      add({ receivedBytes: response.length, ...statusOf(response) });
      return response;
    } catch (cause) {
      add({ receivedBytes: 0, code: cause instanceof PermitError ? cause.code : 'UNEXPECTED' });
      throw cause;
    }
  }
}

function microseconds(ms: number): number {
  return Math.max(0, Math.round(ms * 1_000));
}

function statusOf(response: Uint8Array): { readonly sw?: number } {
  const [sw1, sw2] = response.slice(-2);
  return sw1 === undefined || sw2 === undefined ? {} : { sw: (sw1 << 8) | sw2 };
}
