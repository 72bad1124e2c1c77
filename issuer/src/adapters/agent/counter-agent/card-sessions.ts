import { type Code, PermitError } from '@residence-permit/shared/errors';
import { type AgentLog, type Ask, FRAME_LIMITS, type Result } from '../protocol/index.ts';
import type { CounterReaders, HeldCard } from './counter-readers.ts';

/** One card at the counter, from the request that opens it to the one that closes it. */
type Session = {
  /** Number of the request answered last, or being answered, and its answer: asked for again, it is given again. */
  number: number;
  answer: Promise<Result>;
  card: HeldCard | undefined;
  readonly closing: AbortController;
};

export type Request = { readonly session: string; readonly number: number; readonly ask: Ask };

const SW_OK = [0x90, 0x00] as const;

/**
 * The cards that a service holds through this agent. Each request of a session has a number; a request is carried out once
 * and its answer kept until the next, so that a service that lost its line can ask again and no command goes to a card twice.
 */
export class CardSessions {
  readonly #readers: CounterReaders;
  readonly #log: AgentLog;
  readonly #sessions = new Map<string, Session>();

  constructor(readers: CounterReaders, log: AgentLog) {
    this.#readers = readers;
    this.#log = log;
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** The answer to a request, new or repeated. Never rejects. */
  handle({ session: id, number, ask }: Request): Promise<Result> {
    const session = this.#sessions.get(id);
    if (session === undefined) return this.#begin(id, number, ask);
    if (number === session.number) {
      if (ask.kind === 'list') this.#log({ event: 'list-repeated', session: id });
      return session.answer;
    }
    if (number !== session.number + 1) return Promise.resolve(failed('AGENT_FRAME_BAD'));
    const before = session.answer;
    session.number = number;
    if (ask.kind === 'close') session.closing.abort(new PermitError('CARD_REMOVED', { detail: 'closed' }));
    session.answer = before.then(() => this.#carryOut(id, session, ask));
    return session.answer;
  }

  /** Lets go of every card but those of the sessions named. */
  async keepOnly(kept: readonly string[]): Promise<void> {
    await Promise.all(
      [...this.#sessions].map(async ([id, session]) => {
        if (kept.includes(id)) return;
        this.#sessions.delete(id);
        session.closing.abort(new PermitError('CARD_REMOVED', { detail: 'dropped' }));
        await session.answer;
        await session.card?.release();
        this.#log({ event: 'card-dropped', session: id });
      }),
    );
  }

  /** A session that this run of the agent does not know was on a card that has been reset since. */
  #begin(id: string, number: number, ask: Ask): Promise<Result> {
    if (ask.kind === 'close') return Promise.resolve({ kind: 'closed' });
    if (number !== 0 || ask.kind === 'list') return Promise.resolve(failed('CARD_RESET'));
    const closing = new AbortController();
    const session: Session = { number, answer: Promise.resolve({ kind: 'closed' }), card: undefined, closing };
    this.#sessions.set(id, session);
    session.answer = this.#carryOut(id, session, ask);
    return session.answer;
  }

  async #carryOut(id: string, session: Session, ask: Ask): Promise<Result> {
    try {
      if (ask.kind === 'open') return await this.#open(id, session, ask);
      if (ask.kind === 'list') return await this.#send(id, session, ask.commands);
      if (ask.kind === 'await-left') {
        await this.#readers.awaitLeft({ ...awaited(ask), signal: session.closing.signal });
        return { kind: 'left' };
      }
      await session.card?.release();
      this.#sessions.delete(id);
      this.#log({ event: 'card-closed', session: id });
      return { kind: 'closed' };
    } catch (cause) {
      const code = codeOf(cause);
      this.#log({ event: 'refused', session: id, code });
      return failed(code);
    }
  }

  async #open(id: string, session: Session, ask: Extract<Ask, { kind: 'open' }>): Promise<Result> {
    const card = await this.#readers.open({ ...awaited(ask), signal: session.closing.signal });
    session.card = card;
    const { readerName: reader, atr, apduLengths: lengths = 'extended' } = card;
    this.#log({ event: 'card-opened', session: id, reader });
    return { kind: 'opened', reader, atr, lengths };
  }

  async #send(id: string, { card }: Session, commands: readonly Uint8Array[]): Promise<Result> {
    if (card === undefined) return failed('CARD_RESET');
    const answer = await sendList(card, commands);
    const { responses, fault } = answer;
    const about = fault === undefined ? {} : { code: fault };
    this.#log({ event: 'list', session: id, commands: commands.length, answered: responses.length, ...about });
    return { kind: 'answers', ...answer };
  }
}

/** Sends until a status word other than 9000, a fault, or more answers than a frame holds. */
async function sendList(
  card: HeldCard,
  commands: readonly Uint8Array[],
): Promise<{ readonly responses: Uint8Array[]; readonly fault?: Code }> {
  const responses: Uint8Array[] = [];
  let room: number = MAX_ANSWER_BYTES;
  for (const command of commands) {
    try {
      const response = await card.transmit(command);
      room -= response.length;
      if (room < 0) return { responses, fault: 'CARD_ANSWER_BAD' };
      responses.push(response);
      if (response.at(-2) !== SW_OK[0] || response.at(-1) !== SW_OK[1]) break;
    } catch (cause) {
      return { responses, fault: codeOf(cause) };
    }
  }
  return { responses };
}

/** Base64 makes four characters of three bytes; the rest of the frame needs little. */
const MAX_ANSWER_BYTES = Math.floor(FRAME_LIMITS.maxFrameBytes / 2);

function awaited({ reader, waitMs }: { readonly reader?: string | undefined; readonly waitMs: number }) {
  return reader === undefined ? { waitMs } : { reader, waitMs };
}

function failed(code: Code): Result {
  return { kind: 'failed', code };
}

function codeOf(cause: unknown): Code {
  return cause instanceof PermitError ? cause.code : 'READER_FAILED';
}
