import type { CardTransport, ListAnswer } from '@residence-permit/shared/apdu';
import { CardError } from '@residence-permit/shared/errors';
import { type Ask, FRAME_LIMITS, type Result } from '../protocol/index.ts';
import type { AgentLine } from './agent-line.ts';

/** A card on a reader of a counter, powered up and ours until it is released. */
export type RelayedCard = CardTransport & {
  readonly readerName: string;
  /** Answer to reset. */
  readonly atr: Uint8Array;
  transmitList(commands: readonly Uint8Array[]): Promise<ListAnswer>;
  /** Lists that went to the counter so far, single commands included. */
  readonly roundTrips: number;
  /** Resets the card and lets go of it. Safe to repeat; never throws. */
  release(): Promise<void>;
};

export type OpenRelayedCard = {
  readonly line: AgentLine;
  /** A new UUID. */
  readonly session: string;
  /** Part of the reader's name; left out: whichever has a card. */
  readonly reader?: string;
  /** How long to wait for a card. */
  readonly waitMs: number;
  readonly listMs: number;
};

/** What the agent may take on top of the time that it was told to wait. */
export const GRACE_MS = 15_000;
/** Bytes of the commands of one list; with base64 well inside a frame. */
const MAX_LIST_BYTES = Math.floor(FRAME_LIMITS.maxFrameBytes / 2);

/** @throws CardError CARD_ABSENT and what else the reader says; AGENT_TIMED_OUT, AGENT_LINE_LOST */
export async function openRelayedCard(request: OpenRelayedCard): Promise<RelayedCard> {
  const { line, session, reader, waitMs, listMs } = request;
  let number = 0;
  let roundTrips = 0;
  let isBusy = false;
  let releasing: Promise<void> | undefined;

  async function ask(what: Ask, limitMs: number): Promise<Result> {
    if (isBusy) throw new TypeError('card: one list at a time');
    isBusy = true;
    try {
      number += 1;
      const result = await line.ask({ session, number: number - 1, ask: what, limitMs });
      if (result.kind === 'failed') throw new CardError(result.code);
      return result;
    } finally {
      isBusy = false;
    }
  }

  async function sendPart(commands: readonly Uint8Array[]): Promise<ListAnswer> {
    roundTrips += 1;
    try {
      const result = await ask({ kind: 'list', commands: [...commands] }, listMs);
      if (result.kind !== 'answers' || result.responses.length > commands.length)
        throw new CardError('CARD_ANSWER_BAD');
      const { responses, fault } = result;
      return { responses, ...(fault === undefined ? {} : { fault: new CardError(fault) }) };
    } catch (cause) {
      if (!(cause instanceof CardError)) throw cause;
      return { responses: [], fault: cause };
    }
  }

  async function transmitList(commands: readonly Uint8Array[]): Promise<ListAnswer> {
    if (releasing !== undefined) return { responses: [], fault: new CardError('CARD_REMOVED', { detail: 'released' }) };
    const responses: Uint8Array[] = [];
    for (const part of partsOf(commands)) {
      const answer = await sendPart(part);
      responses.push(...answer.responses);
      const isWhole = answer.responses.length === part.length && isSuccess(answer.responses.at(-1));
      if (!isWhole) return { responses, ...(answer.fault === undefined ? {} : { fault: answer.fault }) };
    }
    return { responses };
  }

  async function letGo(): Promise<void> {
    // A list under way holds the card until it is answered: the agent takes requests in turn.
    const request = { session, number, ask: { kind: 'close' }, limitMs: GRACE_MS } as const;
    const isClosed = await line.ask(request).then(
      () => true,
      () => false,
    );
    line.forget(session, isClosed ? undefined : number);
  }

  const release = (): Promise<void> => (releasing ??= letGo());
  try {
    const opened = await ask({ kind: 'open', waitMs, ...(reader === undefined ? {} : { reader }) }, waitMs + GRACE_MS);
    if (opened.kind !== 'opened') throw new CardError('READER_FAILED', { detail: 'the agent opened no card' });
    return {
      readerName: opened.reader,
      atr: opened.atr,
      apduLengths: opened.lengths,
      get roundTrips() {
        return roundTrips;
      },
      transmitList,
      async transmit(command) {
        const { responses, fault } = await transmitList([command]);
        const [response] = responses;
        if (response === undefined) throw fault ?? new CardError('CARD_ANSWER_BAD');
        return response;
      },
      release,
    };
  } catch (cause) {
    await release();
    throw cause;
  }
}

/** Lists that fit a frame; nearly always one. */
function partsOf(commands: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] {
  const parts: Uint8Array[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const command of commands) {
    bytes += command.length;
    const part = parts.at(-1);
    if (part === undefined || bytes > MAX_LIST_BYTES || part.length >= FRAME_LIMITS.maxCommands) {
      parts.push([command]);
      bytes = command.length;
    } else part.push(command);
  }
  return parts;
}

function isSuccess(response: Uint8Array | undefined): boolean {
  return response?.at(-2) === 0x90 && response.at(-1) === 0x00;
}
