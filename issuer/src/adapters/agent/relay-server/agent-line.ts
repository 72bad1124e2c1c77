import { CardError, type Code } from '@residence-permit/shared/errors';
import { WebSocket } from 'ws';
import {
  type AgentLog,
  type Ask,
  CLOSE,
  type CounterReader,
  encodeFrame,
  type FromAgent,
  PROTOCOL_VERSION,
  type Result,
} from '../protocol/index.ts';

/** A request whose answer has not come. */
type Pending = {
  readonly frame: string;
  readonly session: string;
  resolve(result: Result): void;
  reject(cause: CardError): void;
};

export type AskAgent = {
  readonly session: string;
  /** 0 for the first request of a session, then one more each. */
  readonly number: number;
  readonly ask: Ask;
  readonly limitMs: number;
};

/** All in milliseconds. */
export type RelayTiming = {
  /** From the WebSocket handshake to the first frame of the agent. */
  readonly helloMs: number;
  /** Between two pings; a line is dead after one that nothing answers. */
  readonly heartbeatMs: number;
  /** How long a lost line may stay away before its cards count as lost. */
  readonly resumeMs: number;
  /** For the answer to a list, in all. */
  readonly listMs: number;
};

/** The agent of one counter, over all lines that it comes on. */
export class AgentLine {
  readonly name: string;
  readonly #timing: RelayTiming;
  readonly #log: AgentLog;
  readonly #pending = new Map<string, Pending>();
  /** Sessions that are open, and what ended them where the agent or the line did. */
  readonly #ended = new Map<string, Code | undefined>();
  #socket: WebSocket | undefined;
  #boot: string | undefined;
  #readers: readonly CounterReader[] = [];
  #resuming: NodeJS.Timeout | undefined;
  #beating: NodeJS.Timeout | undefined;

  constructor(name: string, deps: { readonly timing: RelayTiming; readonly log: AgentLog }) {
    this.name = name;
    this.#timing = deps.timing;
    this.#log = deps.log;
  }

  get isConnected(): boolean {
    return this.#socket !== undefined;
  }

  get readers(): readonly CounterReader[] {
    return this.#readers;
  }

  /** Takes the agent's newest line in the place of the one before; what was asked and not answered is asked again. */
  attach(socket: WebSocket, hello: Extract<FromAgent, { type: 'hello' }>): void {
    this.#socket?.close(CLOSE.replaced);
    clearTimeout(this.#resuming);
    this.#socket = socket;
    this.#readers = hello.readers;
    // The process of before held the cards; without it they were reset.
    if (this.#boot !== undefined && this.#boot !== hello.boot) this.#endAll('CARD_RESET');
    this.#log({ event: this.#boot === hello.boot ? 'resumed' : 'connected', agent: this.name });
    this.#boot = hello.boot;
    const { heartbeatMs, resumeMs } = this.#timing;
    const sessions = [...this.#ended].flatMap(([session, code]) => (code === undefined ? [session] : []));
    socket.send(encodeFrame({ type: 'welcome', protocol: PROTOCOL_VERSION, sessions, heartbeatMs, resumeMs }));
    for (const { frame } of this.#pending.values()) socket.send(frame);
    this.#beat(socket);
  }

  receive(frame: FromAgent): void {
    if (frame.type === 'readers') this.#readers = frame.readers;
    // An answer that was asked for twice comes twice.
    if (frame.type === 'reply') this.#pending.get(keyOf(frame))?.resolve(frame.result);
  }

  /** That line is gone; an older one that was replaced does not count. */
  detach(socket: WebSocket, close: number): void {
    if (this.#socket !== socket) return;
    clearInterval(this.#beating);
    this.#socket = undefined;
    this.#log({ event: 'line-lost', agent: this.name, close });
    this.#resuming = setTimeout(() => this.#endAll('AGENT_LINE_LOST'), this.#timing.resumeMs);
  }

  /**
   * Asks something of the agent and waits for its answer, over as many lines as it takes.
   * @throws CardError AGENT_TIMED_OUT, AGENT_LINE_LOST, CARD_RESET; the session is then at its end
   */
  async ask(request: AskAgent): Promise<Result> {
    const { session, number, ask, limitMs } = request;
    const ended = this.#ended.get(session);
    if (ended !== undefined) throw new CardError(ended);
    this.#ended.set(session, undefined);
    const frame = encodeFrame({ type: 'request', session, number, ask });
    const key = keyOf(request);
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Result>((resolve, reject) => {
        this.#pending.set(key, { frame, session, resolve, reject });
        timer = setTimeout(() => this.#end(session, 'AGENT_TIMED_OUT'), limitMs);
        this.#socket?.send(frame);
      });
    } finally {
      clearTimeout(timer);
      this.#pending.delete(key);
    }
  }

  /** Forgets a session. With a number, the agent is told to close it, if it can be; else it lets go by itself when it is back. */
  forget(session: string, number?: number): void {
    this.#ended.delete(session);
    if (number !== undefined) {
      this.#socket?.send(encodeFrame({ type: 'request', session, number, ask: { kind: 'close' } }));
    }
  }

  close(code: number): void {
    clearTimeout(this.#resuming);
    clearInterval(this.#beating);
    this.#socket?.close(code);
    this.#endAll('AGENT_LINE_LOST');
  }

  /** A line on which a whole beat passes without an answer is cut; the agent comes back on another. */
  #beat(socket: WebSocket): void {
    clearInterval(this.#beating);
    let isAlive = true;
    socket.on('pong', () => (isAlive = true));
    this.#beating = setInterval(() => {
      if (!isAlive) return socket.terminate();
      isAlive = false;
      socket.ping();
    }, this.#timing.heartbeatMs);
  }

  #endAll(code: Code): void {
    for (const session of this.#ended.keys()) this.#end(session, code);
  }

  #end(session: string, code: Code): void {
    if (this.#ended.has(session)) this.#ended.set(session, code);
    for (const pending of this.#pending.values()) {
      if (pending.session === session) pending.reject(new CardError(code));
    }
  }
}

function keyOf({ session, number }: { readonly session: string; readonly number: number }): string {
  return `${session} ${number}`;
}
