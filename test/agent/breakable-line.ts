import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP line to a port of this machine that a test can break, hold up and mend. */
export class BreakableLine {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isDown = false;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async to(port: number): Promise<BreakableLine> {
    const line = new BreakableLine(createServer());
    line.#server.on('connection', (near) => {
      if (line.#isDown) return near.destroy();
      const far = connect({ host: '127.0.0.1', port });
      line.#sockets.add(near).add(far);
      near.pipe(far).pipe(near);
      for (const socket of [near, far]) socket.on('error', () => undefined).on('close', () => line.#drop(near, far));
      return undefined;
    });
    line.#server.listen({ host: '127.0.0.1', port: 0 });
    await once(line.#server, 'listening');
    return line;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** Cuts every connection; `down`: and takes no new one until `mend`. */
  cut(how: 'once' | 'down'): void {
    this.#isDown = how === 'down';
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isDown = false;
  }

  /** Nothing goes through any more, and neither end is told. */
  freeze(): void {
    for (const socket of this.#sockets) socket.unpipe().pause();
  }

  async close(): Promise<void> {
    this.cut('down');
    this.#server.close();
    await once(this.#server, 'close');
  }

  #drop(...sockets: readonly Socket[]): void {
    for (const socket of sockets) {
      socket.destroy();
      this.#sockets.delete(socket);
    }
  }
}
