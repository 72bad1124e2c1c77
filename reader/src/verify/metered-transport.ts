import type { CardTransport, ListAnswer } from '@residence-permit/shared/apdu';

/** A clock for durations: milliseconds that only go forward, such as `performance.now()`. Not the time of day. */
export type Metering = { nowMs(): number };

/** Counts what passes through a transport, both ways, and the time that the card and its reader took. */
export class MeteredTransport implements CardTransport {
  readonly apduLengths: 'short' | 'extended';
  /** There where the way to the card takes lists. */
  readonly transmitList?: (commands: readonly Uint8Array[]) => Promise<ListAnswer>;
  readonly #inner: CardTransport;
  readonly #metering: Metering;
  #apdus = 0;
  #bytes = 0;
  #insideMs = 0;

  constructor(inner: CardTransport, metering: Metering) {
    this.#inner = inner;
    this.apduLengths = inner.apduLengths ?? 'extended';
    this.#metering = metering;
    if (inner.transmitList !== undefined) this.transmitList = (commands) => this.#meterList(commands);
  }

  /** Command and response pairs, those that failed included. */
  get apdus(): number {
    return this.#apdus;
  }

  /** Bytes of command and response APDUs, without the framing of the link. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Time between handing over each command and having its response. */
  get insideMs(): number {
    return this.#insideMs;
  }

  async transmit(command: Uint8Array): Promise<Uint8Array> {
    this.#apdus += 1;
    this.#bytes += command.length;
    const startedMs = this.#metering.nowMs();
    try {
      const response = await this.#inner.transmit(command);
      this.#bytes += response.length;
      return response;
    } finally {
      this.#insideMs += this.#metering.nowMs() - startedMs;
    }
  }

  /** Of a list, the commands that got an answer or a fault are counted; those behind never reached the card. */
  async #meterList(commands: readonly Uint8Array[]): Promise<ListAnswer> {
    const startedMs = this.#metering.nowMs();
    try {
      const answer = (await this.#inner.transmitList?.(commands)) ?? { responses: [] };
      const sent = commands.slice(0, answer.responses.length + (answer.fault === undefined ? 0 : 1));
      this.#apdus += sent.length;
      this.#bytes += [...sent, ...answer.responses].reduce((sum, { length }) => sum + length, 0);
      return answer;
    } finally {
      this.#insideMs += this.#metering.nowMs() - startedMs;
    }
  }
}
