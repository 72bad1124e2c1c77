import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { CardError, type Code } from '@residence-permit/shared/errors';
import { decodeReaderMessage, type ReaderRequest, receivedError, type ReplyValue } from './reader-messages.ts';

const SCRIPT = fileURLToPath(new URL('../../bin/reader-process.js', import.meta.url));

/** A request without the number that only this file knows. */
export type Ask = ReaderRequest extends infer Each ? (Each extends ReaderRequest ? Omit<Each, 'id'> : never) : never;

/** How long a request may take, and what it means if it takes longer: the process is then ended. */
export type AskLimit = { readonly limitMs: number; readonly code: Code; readonly detail: string };

type Pending = { readonly resolve: (value: ReplyValue) => void; readonly reject: (cause: CardError) => void };

/** How long the process may take to let go of everything before it is ended. */
const CLOSE_MS = 3_000;

/** The other process that holds the native binding, as seen from here. Nothing in it can hold up this process. */
export class ReaderProcess {
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #over = false;
  onObstacle: ((obstacle: CardError) => void) | undefined;

  constructor() {
    this.#child = fork(SCRIPT, [], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    this.#child.on('message', (message) => this.#receive(message));
    this.#child.on('error', (cause) => this.#end(cause));
    this.#child.on('exit', () => this.#end());
  }

  /** True once the process is gone or was told to go; nothing can be asked of it any more. */
  get isOver(): boolean {
    return this.#over;
  }

  /** @throws CardError what the process says, or the code of the limit, or READER_FAILED when the process dies */
  async ask(request: Ask, { limitMs, code, detail }: AskLimit): Promise<ReplyValue> {
    if (this.#over) throw new CardError('READER_FAILED', { detail: 'the reader process ended' });
    const id = ++this.#lastId;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<ReplyValue>((resolve, reject) => {
        this.#pending.set(id, { resolve, reject });
        timer = setTimeout(() => {
          reject(new CardError(code, { detail }));
          this.kill();
        }, limitMs);
        this.#child.send({ ...request, id });
      });
    } finally {
      clearTimeout(timer);
      this.#pending.delete(id);
    }
  }

  /** Without a reply: the request that it interrupts has one. */
  stopWaiting(): void {
    if (!this.#over) this.#child.send({ ask: 'stop-waiting', id: 0 });
  }

  /** Ends the process at once. The PC/SC service notices and takes back what it held. */
  kill(): void {
    this.#end();
    this.#child.kill('SIGKILL');
  }

  /** Lets go of card and service and waits until the process is gone; ends it when it takes too long. */
  async close(): Promise<void> {
    if (!this.#over) {
      const limit = { limitMs: CLOSE_MS, code: 'READER_FAILED', detail: 'does not close' } as const;
      await this.ask({ ask: 'close' }, limit).catch(() => undefined);
      this.kill();
    }
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
  }

  #receive(bytes: unknown): void {
    const message = decodeReaderMessage(bytes);
    if (message.kind === 'obstacle') return this.onObstacle?.(receivedError(message.error));
    const pending = this.#pending.get(message.id);
    if (message.kind === 'reply') pending?.resolve(message.value);
    else pending?.reject(receivedError(message.error));
  }

  #end(cause?: unknown): void {
    this.#over = true;
    const fault = new CardError('READER_FAILED', { cause, detail: 'the reader process ended' });
    for (const { reject } of this.#pending.values()) reject(fault);
  }
}
