import { once } from 'node:events';
import type { Socket } from 'node:net';
import { encodeFrame, FrameReader } from './frames.ts';

/** The reader's end of a slot: what vpcd does, without vpcd. For tests of whatever is inserted. */
export class ReaderEnd {
  readonly #socket: Socket;
  readonly #frames = new FrameReader();
  readonly #received: Uint8Array[] = [];
  /** TCP segments received so far. */
  chunks = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Uint8Array) => {
      this.chunks += 1;
      this.#received.push(...this.#frames.push(chunk));
    });
  }

  /** Sends one of `VPCD_CONTROL` that gets no answer. */
  control(byte: number): void {
    this.#socket.write(encodeFrame(Uint8Array.of(byte)));
  }

  /** Sends a body and waits for the answer. */
  async ask(body: Uint8Array): Promise<Uint8Array> {
    this.#socket.write(encodeFrame(body));
    for (;;) {
      const answer = this.#received.shift();
      if (answer !== undefined) return answer;
      await once(this.#socket, 'data');
    }
  }

  /** Goes away, as a daemon that ends. */
  leave(): void {
    this.#socket.destroy();
  }
}
