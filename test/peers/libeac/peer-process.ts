import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A running peer, spoken to in lines. It lives until it is closed, whatever the number of runs. */
export class PeerProcess {
  readonly #child: ChildProcess;
  readonly #exit: Promise<readonly unknown[]>;
  readonly #lines: AsyncIterator<string>;
  #remarks = '';

  constructor(program: string) {
    const child = spawn(program, [], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child = child;
    this.#exit = once(child, 'close');
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    // libeac says here what it does not like; a wrong password is one such thing.
    child.stderr
      .setEncoding('utf8')
      .on('data', (text: string) => (this.#remarks = (this.#remarks + text).slice(-2000)));
    // A peer that ended is told by the missing answer.
    child.stdin.on('error', () => undefined);
  }

  write(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  /** @throws Error with what the peer said last, when it ended instead of answering */
  async read(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`the peer ended: ${this.#remarks.trim()}`);
    return value;
  }

  async close(): Promise<void> {
    this.#child.stdin?.end();
    await this.#exit;
  }
}
