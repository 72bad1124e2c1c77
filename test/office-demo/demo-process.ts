import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Demonstration } from '@residence-permit/issuer/use-cases/ports';

const PROGRAM = fileURLToPath(new URL('../dist/office-demo/main.js', import.meta.url));

/** What the program says once the office is open. */
export type Opened = Pick<Demonstration, 'logins' | 'reader'> & {
  readonly url: string;
  readonly how: 'made' | 'opened';
  /** From its start until then, in milliseconds. */
  readonly tookMs: number;
};

/** The program as somebody starts it, with everything that it writes. */
export class DemoProcess {
  readonly #child: ChildProcess;
  readonly #startedMs = performance.now();
  readonly #seen = new Set<(line: string) => void>();
  readonly lines: string[] = [];

  constructor(...parameters: readonly string[]) {
    this.#child = spawn(process.execPath, [PROGRAM, '--json', ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream === null) throw new Error('no output');
      createInterface({ input: stream }).on('line', (line) => {
        this.lines.push(line);
        for (const tell of this.#seen) tell(line);
      });
    }
  }

  /** @throws Error with what it wrote, when it ends before */
  async opened(): Promise<Opened> {
    const line = await this.line((text) => text.startsWith('{"ready":true'));
    return { ...JSON.parse(line), tookMs: performance.now() - this.#startedMs };
  }

  /** The first line that is so, written already or still to come. @throws Error with what it wrote, when it ends before */
  line(isSo: (line: string) => boolean): Promise<string> {
    const found = this.lines.find(isSo);
    if (found !== undefined) return Promise.resolve(found);
    return new Promise((resolve, reject) => {
      this.#seen.add((line) => {
        if (isSo(line)) resolve(line);
      });
      this.#child.once('exit', (code) => reject(new Error(`exit ${String(code)}: ${this.lines.join('\n')}`)));
    });
  }

  /** Ends it by that signal. Answers its exit status, or the signal itself. */
  async end(signal: NodeJS.Signals): Promise<number | string> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return exitCode ?? String(signalCode);
    const gone = once(this.#child, 'exit');
    this.#child.kill(signal);
    const [code, by] = await gone;
    return code ?? by;
  }
}
