import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A scripted card in a process of its own, in the slot of the virtual reader at `port`. */
export class CardProcess {
  readonly #child: ChildProcess;
  /** Control bytes of the reader since the start: 0 power off, 1 power on, 2 reset. */
  readonly controls: number[] = [];

  constructor(port: number) {
    this.#child = fork(fileURLToPath(new URL('scripted-card.mjs', import.meta.url)), [String(port)], { execArgv: [] });
    this.#child.on('message', (message) => {
      const [kind, value] = typeof message === 'string' ? message.split(' ') : [];
      if (kind === 'control') this.controls.push(Number(value));
    });
  }

  insert = (): Promise<void> => this.#order('insert');
  remove = (): Promise<void> => this.#order('remove');
  swap = (): Promise<void> => this.#order('swap');
  answerToReset = (hex: string): Promise<void> => this.#order(`atr ${hex}`);
  answerToPowerUp = (hex: string): Promise<void> => this.#order(`atr-when-powered ${hex}`);

  async end(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    this.#child.disconnect();
    await once(this.#child, 'exit');
  }

  #order(order: string): Promise<void> {
    return new Promise((resolve) => {
      const listen = (message: unknown): void => {
        if (message !== `done ${order}`) return;
        this.#child.off('message', listen);
        resolve();
      };
      this.#child.on('message', listen);
      this.#child.send(order);
    });
  }
}
