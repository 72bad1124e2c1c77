import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const PERMIT_CARD = fileURLToPath(
  new URL('../bin/permit-card.js', import.meta.resolve('@residence-permit/firmware-sim/card')),
);

/** Makes a blank card's image with the tool. */
export async function makeImage(path: string, supplierKeyFile: string): Promise<void> {
  const child = run(['new', path, '--supplier-key', supplierKeyFile, '--json']);
  child.stdout?.resume();
  const status = await exitOf(child);
  if (status !== 0) throw new Error(`permit-card new: exit ${status}`);
}

/** A card's image in the slot of the virtual reader, served by a process of its own until it is removed. */
export class ServedImage {
  readonly #child: ChildProcess;
  readonly #exit: Promise<number | null>;
  /** Modelled times of sessions that ended and were not asked for yet. */
  readonly #sessions: number[] = [];
  #waiting: ((modelMs: number) => void) | undefined;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#exit = exitOf(child);
  }

  /** @throws Error when the process ends before the reader has the card */
  static async insert(path: string): Promise<ServedImage> {
    const child = run(['insert', path, '--json']);
    const served = new ServedImage(child);
    await new Promise<void>((resolve, reject) => {
      if (child.stdout === null) throw new Error('permit-card insert: no output');
      createInterface(child.stdout).on('line', (line) => {
        const event: { readonly event?: string; readonly modelMs?: number } = JSON.parse(line);
        if (event.event === 'inserted') resolve();
        if (event.event === 'session') served.#note(event.modelMs ?? 0);
      });
      void served.#exit.then((status) => reject(new Error(`permit-card insert: exit ${status}`)));
    });
    return served;
  }

  /** The modelled milliseconds of the session that ended last; waits for the reader to end it. Earlier ones are dropped. */
  nextSessionMs(): Promise<number> {
    const last = this.#sessions.at(-1);
    this.#sessions.length = 0;
    if (last !== undefined) return Promise.resolve(last);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }

  async remove(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#exit;
  }

  #note(modelMs: number): void {
    if (this.#waiting === undefined) this.#sessions.push(modelMs);
    this.#waiting?.(modelMs);
    this.#waiting = undefined;
  }
}

function run(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [PERMIT_CARD, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
}
