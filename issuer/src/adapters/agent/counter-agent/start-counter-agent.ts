import { randomUUID } from 'node:crypto';
import { PermitError } from '@residence-permit/shared/errors';
import { WebSocket } from 'ws';
import type { AgentIdentity } from '../certificates/index.ts';
import {
  AGENT_PATH,
  type AgentLog,
  CLOSE,
  type CounterReader,
  decodeFromService,
  encodeFrame,
  FRAME_LIMITS,
  type FromAgent,
  type FromService,
  PROTOCOL_VERSION,
  REFUSAL_HEADER,
} from '../protocol/index.ts';
import { CardSessions } from './card-sessions.ts';
import type { CounterReaders } from './counter-readers.ts';
import { judgeLineFault } from './line-fault.ts';

export type StartCounterAgent = {
  /** `wss://host:port`. */
  readonly service: string;
  readonly identity: AgentIdentity;
  readonly readers: CounterReaders;
  readonly log: AgentLog;
  readonly timing?: Partial<AgentTiming>;
};

/** All in milliseconds. */
export type AgentTiming = {
  /** For TCP, TLS and the WebSocket handshake. */
  readonly connectMs: number;
  /** Before the first attempt to come back; doubled up to `retryMaxMs`. */
  readonly retryMs: number;
  readonly retryMaxMs: number;
  /** Between two looks at the readers. */
  readonly lookMs: number;
};

export type CounterAgent = {
  /** Settles when the agent has stopped. @throws PermitError AGENT_REFUSED, AGENT_FRAME_BAD: coming back would not help */
  readonly done: Promise<void>;
  /** Lets go of every card and line. */
  stop(): Promise<void>;
};

const TIMING: AgentTiming = { connectMs: 10_000, retryMs: 250, retryMaxMs: 10_000, lookMs: 5_000 };

/** Missed heartbeats after which a line counts as dead. */
const MISSED_BEATS = 3;

/** Runs the agent of a counter: holds a line to the service, comes back when it is lost, and does what the service asks of cards. */
export function startCounterAgent(request: StartCounterAgent): CounterAgent {
  const agent = new RunningAgent(request);
  const done = agent.run();
  // Whoever does not look at `done` is told by the log.
  done.catch(() => undefined);
  return { done, stop: () => agent.stop() };
}

class RunningAgent {
  readonly #request: StartCounterAgent;
  readonly #timing: AgentTiming;
  readonly #sessions: CardSessions;
  readonly #boot = randomUUID();
  readonly #stopping = new AbortController();
  #socket: WebSocket | undefined;
  #known = '';
  #dropping: NodeJS.Timeout | undefined;
  #resumeMs = 0;

  constructor(request: StartCounterAgent) {
    this.#request = request;
    this.#timing = { ...TIMING, ...request.timing };
    this.#sessions = new CardSessions(request.readers, request.log);
  }

  async run(): Promise<void> {
    const looking = setInterval(() => void this.#tellReaders(), this.#timing.lookMs);
    let retryMs = this.#timing.retryMs;
    try {
      while (!this.#stopping.signal.aborted) {
        const wasWelcome = await this.#holdLine();
        retryMs = wasWelcome ? this.#timing.retryMs : Math.min(2 * retryMs, this.#timing.retryMaxMs);
        await this.#pause(retryMs);
      }
    } finally {
      clearInterval(looking);
      clearTimeout(this.#dropping);
      await this.#sessions.keepOnly([]);
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#socket?.close(CLOSE.going);
    await this.#sessions.keepOnly([]);
  }

  /** One line, from the attempt to its end. @returns whether the service took it @throws PermitError AGENT_REFUSED */
  async #holdLine(): Promise<boolean> {
    const readers = await this.#look();
    const { identity, service, log } = this.#request;
    const socket = new WebSocket(new URL(AGENT_PATH, service), {
      key: identity.keyPem,
      cert: identity.certificatePem,
      ca: identity.authorityPem,
      minVersion: 'TLSv1.2',
      handshakeTimeout: this.#timing.connectMs,
      maxPayload: FRAME_LIMITS.maxFrameBytes,
      perMessageDeflate: false,
    });
    this.#socket = socket;
    return new Promise<boolean>((resolve, reject) => {
      let wasWelcome = false;
      let fault: unknown;
      let alive: NodeJS.Timeout | undefined;
      const beat = (heartbeatMs: number): void => {
        clearTimeout(alive);
        alive = setTimeout(() => socket.terminate(), MISSED_BEATS * heartbeatMs);
      };
      let heartbeatMs = this.#timing.connectMs;
      socket.on('open', () => {
        this.#known = JSON.stringify(readers);
        this.#send({ type: 'hello', protocol: PROTOCOL_VERSION, boot: this.#boot, readers: [...readers] });
        beat(heartbeatMs);
      });
      socket.on('ping', () => beat(heartbeatMs));
      socket.on('message', (data) => {
        try {
          const frame = decodeFromService(textOf(data));
          if (frame.type === 'welcome') {
            wasWelcome = true;
            ({ heartbeatMs } = frame);
            beat(heartbeatMs);
          }
          void this.#receive(frame);
        } catch (cause) {
          fault = cause;
          log({ event: 'frame-bad', code: 'AGENT_FRAME_BAD' });
          socket.close(CLOSE.frameBad);
        }
      });
      socket.on('unexpected-response', (_upgrade, response) => {
        const reason = response.headers[REFUSAL_HEADER];
        const detail = typeof reason === 'string' ? reason : `the service answers ${response.statusCode ?? 0}`;
        fault = new PermitError('AGENT_REFUSED', { detail });
        socket.terminate();
      });
      socket.on('error', (cause) => (fault ??= cause));
      socket.on('close', (close) => {
        clearTimeout(alive);
        if (this.#socket === socket) this.#socket = undefined;
        const end = judgeLineFault(fault, close);
        log({
          event: end === undefined ? 'line-lost' : 'refused',
          close,
          ...(end === undefined ? {} : { code: end.code }),
        });
        this.#dropLater();
        if (end !== undefined && !this.#stopping.signal.aborted) reject(end);
        else resolve(wasWelcome);
      });
    });
  }

  async #receive(frame: FromService): Promise<void> {
    if (frame.type === 'welcome') {
      clearTimeout(this.#dropping);
      this.#resumeMs = frame.resumeMs;
      this.#request.log({ event: frame.sessions.length > 0 ? 'resumed' : 'connected' });
      await this.#sessions.keepOnly(frame.sessions);
      return;
    }
    const { session, number } = frame;
    const result = await this.#sessions.handle(frame);
    this.#send({ type: 'reply', session, number, result });
    if (result.kind !== 'answers') await this.#tellReaders();
  }

  /** Where there is no line at the moment, the service asks again on the next one. */
  #send(frame: FromAgent): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(encodeFrame(frame));
  }

  /** A card that no service asks about any more is let go of. */
  #dropLater(): void {
    clearTimeout(this.#dropping);
    this.#dropping = setTimeout(() => void this.#sessions.keepOnly([]), this.#resumeMs);
  }

  async #tellReaders(): Promise<void> {
    if (this.#socket?.readyState !== WebSocket.OPEN) return;
    const readers = await this.#look();
    const known = JSON.stringify(readers);
    if (known === this.#known) return;
    this.#known = known;
    this.#send({ type: 'readers', readers: [...readers] });
  }

  /** Without a PC/SC service there are no readers; whoever asks for one is told why. */
  async #look(): Promise<readonly CounterReader[]> {
    try {
      return await this.#request.readers.list();
    } catch {
      return [];
    }
  }

  #pause(ms: number): Promise<void> {
    const { signal } = this.#stopping;
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done);
    });
  }
}

function textOf(data: unknown): string {
  if (Buffer.isBuffer(data)) return data.toString('utf8');
  throw new PermitError('AGENT_FRAME_BAD', { detail: 'not one whole message' });
}
