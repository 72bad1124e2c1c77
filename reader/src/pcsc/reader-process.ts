import { loadBinding, type PcscBinding } from './binding.ts';
import { listedReaders } from './listed-readers.ts';
import type { PcscCard } from './pcsc-card.ts';
import { type PcscReader, startReader } from './pcsc-reader.ts';
import {
  decodeReaderRequest,
  type ReaderMessage,
  type ReaderRequest,
  type ReplyValue,
  sendableError,
} from './reader-messages.ts';

/**
 * The process that holds the native binding, started by `ReaderProcess`: it does what its parent asks, one reader, one
 * card at a time. A command that never ends holds up this process alone, and its parent can end it.
 */
class ReaderServant {
  #binding: PcscBinding | undefined;
  #reader: PcscReader | undefined;
  #card: PcscCard | undefined;
  #waiting = new AbortController();

  async serve(request: ReaderRequest): Promise<ReplyValue> {
    switch (request.ask) {
      case 'list':
        return { readers: await listedReaders(await this.#load()) };
      case 'open': {
        const { name, share, whenAbsent } = request;
        this.#reader = await startReader({ binding: await this.#load(), name, share, whenAbsent });
        return { names: this.#reader.names() };
      }
      case 'wait-for-card':
        return this.#waitForCard(request.timeoutMs);
      case 'stop-waiting':
        this.#waiting.abort(new Error('told to stop waiting'));
        break;
      case 'transmit':
        return { bytes: await this.#connected().transmit(request.command) };
      case 'wait-for-removal':
        return { left: await this.#connected().waitForRemoval({ timeoutMs: request.timeoutMs }) };
      case 'disconnect':
        await this.#card?.disconnect();
        break;
      case 'close':
        await this.#reader?.close();
    }
    return {};
  }

  async #waitForCard(timeoutMs: number): Promise<ReplyValue> {
    const reader = this.#reader;
    if (reader === undefined) throw new TypeError('reader process: no reader is open');
    this.#waiting = new AbortController();
    const onObstacle = (obstacle: unknown): void => send({ kind: 'obstacle', error: sendableError(obstacle) });
    this.#card = await reader.waitForCard({ timeoutMs, signal: this.#waiting.signal, onObstacle });
    const { readerName, atr: bytes, eventCount } = this.#card;
    return { names: reader.names(), readerName, bytes, eventCount };
  }

  #connected(): PcscCard {
    if (this.#card === undefined) throw new TypeError('reader process: no card is connected');
    return this.#card;
  }

  async #load(): Promise<PcscBinding> {
    this.#binding ??= await loadBinding();
    return this.#binding;
  }
}

function send(message: ReaderMessage): void {
  if (process.connected) process.send?.(message);
}

const servant = new ReaderServant();
process.on('message', (message) => {
  const request = decodeReaderRequest(message);
  servant.serve(request).then(
    (value) => send({ kind: 'reply', id: request.id, value }),
    (cause: unknown) => send({ kind: 'fault', id: request.id, error: sendableError(cause) }),
  );
});
// A thread of the binding that is stuck in a command would hold up an orderly exit for as long as the card likes.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// An interrupt at the terminal reaches the whole group; the parent decides what it means, so that the card is let go of.
process.on('SIGINT', () => undefined);
