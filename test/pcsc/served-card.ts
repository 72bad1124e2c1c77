import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { cardSeen, slotsEmpty } from './slots.ts';

const ROOT = new URL('../../', import.meta.url);

/** A card image in the virtual reader, served by `permit-card insert` in a process of its own. */
export class ServedCard {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async insert(image: string): Promise<ServedCard> {
    const tool = fileURLToPath(new URL('firmware-sim/bin/permit-card.js', ROOT));
    const child = spawn(process.execPath, [tool, 'insert', image, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout });
    await once(lines, 'line');
    await cardSeen();
    return new ServedCard(child);
  }

  async remove(): Promise<void> {
    this.#child.kill('SIGTERM');
    if (this.#child.exitCode === null) await once(this.#child, 'exit');
    await slotsEmpty();
  }
}
