import type { IncomingMessage } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { CardError, PermitError } from '@residence-permit/shared/errors';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { NewId } from '../../../ports/index.ts';
import type { ServiceIdentity } from '../certificates/index.ts';
import {
  AGENT_PATH,
  type AgentLog,
  CLOSE,
  type CounterReader,
  decodeFromAgent,
  FRAME_LIMITS,
  REFUSAL_HEADER,
} from '../protocol/index.ts';
import { AgentLine, type RelayTiming } from './agent-line.ts';
import { GRACE_MS, openRelayedCard, type RelayedCard } from './relayed-card.ts';

export type RelayServerOptions = {
  readonly identity: ServiceIdentity;
  /** Whether an agent may come with the certificate of that serial number, 32 hexadecimal digits; asked at every handshake. */
  readonly isGood: (serial: string) => Promise<boolean>;
  readonly log: AgentLog;
  readonly newId: NewId;
  readonly timing?: Partial<RelayTiming>;
};

export type AgentAtCounter = {
  readonly name: string;
  readonly isConnected: boolean;
  readonly readers: readonly CounterReader[];
};

export type CardAtCounter = {
  /** Name of the agent, as its certificate says. */
  readonly agent: string;
  /** Part of the reader's name; left out: whichever has a card. */
  readonly reader?: string;
  readonly waitMs: number;
};

const TIMING: RelayTiming = { helloMs: 5_000, heartbeatMs: 15_000, resumeMs: 60_000, listMs: 120_000 };

/** The service's end of the lines to all counters: mutual TLS, one WebSocket for each agent. */
export class RelayServer {
  readonly #options: RelayServerOptions;
  readonly #timing: RelayTiming;
  readonly #https: Server;
  readonly #sockets: WebSocketServer;
  readonly #lines = new Map<string, AgentLine>();
  readonly #serials = new Map<string, string>();
  readonly #waiting = new Set<() => void>();

  constructor(options: RelayServerOptions) {
    const { keyPem, certificatePem, authorityPem } = options.identity;
    this.#options = options;
    this.#timing = { ...TIMING, ...options.timing };
    this.#https = createServer(
      {
        key: keyPem,
        cert: certificatePem,
        ca: authorityPem,
        requestCert: true,
        // Node.js would cut the connection without a word; `#upgrade` looks at the same verdict and says what is wrong.
        rejectUnauthorized: false,
        minVersion: 'TLSv1.2',
      },
      (_request, response) => void response.writeHead(403).end(),
    );
    this.#sockets = new WebSocketServer({
      noServer: true,
      maxPayload: FRAME_LIMITS.maxFrameBytes,
      perMessageDeflate: false,
    });
    this.#https.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      void this.#upgrade(request, socket, head);
    });
  }

  /** @returns the port, which is drawn for port 0 */
  listen(at: { readonly port: number; readonly host: string }): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#https.once('error', reject);
      this.#https.listen(at, () => {
        const address = this.#https.address();
        resolve(typeof address === 'object' && address !== null ? address.port : at.port);
      });
    });
  }

  /** Every agent that came since the service started. */
  agents(): readonly AgentAtCounter[] {
    return [...this.#lines.values()].map(({ name, isConnected, readers }) => ({ name, isConnected, readers }));
  }

  /** Waits for the agent of that name. @throws CardError AGENT_ABSENT when the time is up */
  async whenConnected(name: string, limitMs: number): Promise<void> {
    const deadline = Date.now() + limitMs;
    while (this.#lines.get(name)?.isConnected !== true) {
      if (!(await this.#nextChange(deadline - Date.now()))) throw new CardError('AGENT_ABSENT', { detail: name });
    }
  }

  /**
   * Waits for a card on a reader of that counter and powers it up.
   * @throws CardError AGENT_ABSENT; CARD_ABSENT, READER_ABSENT, READER_BUSY …; AGENT_TIMED_OUT, AGENT_LINE_LOST
   */
  async openCard({ agent, ...request }: CardAtCounter): Promise<RelayedCard> {
    const line = this.#lineOf(agent);
    return openRelayedCard({ ...request, line, session: this.#options.newId(), listMs: this.#timing.listMs });
  }

  /**
   * Waits until the card on a reader of that counter has left; at once where there is none.
   * @throws CardError as `openCard`; CARD_TIMED_OUT when it stays
   */
  async awaitLeft({ agent, waitMs, reader }: CardAtCounter): Promise<void> {
    const line = this.#lineOf(agent);
    const session = this.#options.newId();
    const ask = { kind: 'await-left', waitMs, ...(reader === undefined ? {} : { reader }) } as const;
    try {
      const result = await line.ask({ session, number: 0, ask, limitMs: waitMs + GRACE_MS });
      await line.ask({ session, number: 1, ask: { kind: 'close' }, limitMs: GRACE_MS });
      if (result.kind === 'failed') throw new CardError(result.code);
    } finally {
      line.forget(session);
    }
  }

  /** Ends the line of every agent whose certificate is not good any more; to be called after a revocation. */
  async dropRevoked(): Promise<void> {
    for (const [name, serial] of this.#serials) {
      if (!(await this.#options.isGood(serial))) this.#lines.get(name)?.close(CLOSE.revoked);
    }
  }

  /** Ends all lines, whose agents come back when the service does. */
  async close(): Promise<void> {
    for (const line of this.#lines.values()) line.close(CLOSE.going);
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    await new Promise((resolve) => {
      this.#https.close(resolve);
      this.#https.closeAllConnections();
    });
  }

  #lineOf(name: string): AgentLine {
    const line = this.#lines.get(name);
    if (line?.isConnected !== true) throw new CardError('AGENT_ABSENT', { detail: name });
    return line;
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    const peer = peerOf(socket);
    const refusal = 'refusal' in peer ? peer.refusal : await this.#refusalOf(peer, request);
    if ('refusal' in peer || refusal !== undefined) {
      this.#options.log({ event: 'refused', code: 'AGENT_REFUSED', ...('name' in peer ? { agent: peer.name } : {}) });
      const lines = [
        'HTTP/1.1 403 Forbidden',
        `${REFUSAL_HEADER}: ${refusal}`,
        'Connection: close',
        'Content-Length: 0',
      ];
      socket.end(`${lines.join('\r\n')}\r\n\r\n`);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (line) => this.#meet(line, peer));
  }

  /** A register that cannot be read lets nobody in. */
  async #refusalOf({ serial }: Peer, { url }: IncomingMessage): Promise<string | undefined> {
    if (url !== AGENT_PATH) return 'no such path';
    try {
      return (await this.#options.isGood(serial)) ? undefined : 'certificate revoked or not registered';
    } catch {
      return 'register of certificates not readable';
    }
  }

  #meet(socket: WebSocket, { name, serial }: Peer): void {
    const { log } = this.#options;
    let line: AgentLine | undefined;
    const late = setTimeout(() => socket.close(CLOSE.helloLate), this.#timing.helloMs);
    socket.on('message', (data, isBinary) => {
      try {
        const frame = decodeFromAgent(textOf(data, isBinary));
        if (line !== undefined) return line.receive(frame);
        if (frame.type !== 'hello') throw new PermitError('AGENT_FRAME_BAD', { detail: 'no hello' });
        clearTimeout(late);
        line = this.#lines.get(name) ?? new AgentLine(name, { timing: this.#timing, log });
        this.#lines.set(name, line);
        this.#serials.set(name, serial);
        line.attach(socket, frame);
        this.#tell();
      } catch {
        log({ event: 'frame-bad', agent: name, code: 'AGENT_FRAME_BAD' });
        socket.close(CLOSE.frameBad);
      }
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => {
      clearTimeout(late);
      line?.detach(socket, code);
      this.#tell();
    });
  }

  #tell(): void {
    for (const wake of this.#waiting) wake();
  }

  /** False when the time is up before an agent came or went. */
  #nextChange(limitMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const done = (changed: boolean): void => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve(changed);
      };
      const wake = (): void => done(true);
      const timer = setTimeout(() => done(false), Math.max(0, limitMs));
      this.#waiting.add(wake);
    });
  }
}

type Peer = { readonly name: string; readonly serial: string };

/** Name and serial number of the certificate that TLS has verified, or why it was not. */
function peerOf(socket: Duplex): Peer | { readonly refusal: string } {
  if (!(socket instanceof TLSSocket)) return { refusal: 'no TLS' };
  if (!socket.authorized) return { refusal: verdictOf(socket.authorizationError) };
  const { subject, serialNumber } = socket.getPeerCertificate();
  const name: unknown = subject?.CN;
  if (typeof name !== 'string') return { refusal: 'certificate without a name' };
  return { name, serial: serialNumber.toLowerCase() };
}

/** OpenSSL's name for what is wrong, such as CERT_HAS_EXPIRED. */
function verdictOf(error: unknown): string {
  const text = typeof error === 'string' ? error : error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^[A-Z_]{3,60}$/.test(text) ? text : 'certificate not verified';
}

function textOf(data: RawData, isBinary: boolean): string {
  if (isBinary || !Buffer.isBuffer(data)) throw new PermitError('AGENT_FRAME_BAD', { detail: 'not one text message' });
  return data.toString('utf8');
}
