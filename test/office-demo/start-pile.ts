import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CardError } from '@residence-permit/shared/errors';

/** A virtual reader and the pile of cards beside it. */
export type Pile = {
  /** Where its PC/SC service is reached from outside of its namespace. */
  readonly socket: string;
  /** Name of the reader. */
  readonly reader: string;
  /** Puts the card of that image into the slot, or none. @throws CardError READER_FAILED */
  lay(image: string | undefined): Promise<void>;
  stop(): Promise<void>;
};

const HARNESS = fileURLToPath(new URL('../../../firmware-sim/harness/with-virtual-reader.sh', import.meta.url));
const PROGRAM = fileURLToPath(new URL('pile-main.js', import.meta.url));

/**
 * Starts a PC/SC service with a virtual reader in a namespace of its own; nothing where this machine has none to give. A
 * socket in the file system is reached from every namespace, so the agent of the counter stays where the service is.
 */
export async function startPile(): Promise<Pile | undefined> {
  const child = spawn(HARNESS, [process.execPath, PROGRAM], { detached: true, stdio: ['pipe', 'pipe', 'ignore'] });
  const gone = Promise.race([once(child, 'exit'), once(child, 'error')]).then(() => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<
    { readonly pid?: number; readonly reader?: string; readonly laid?: boolean } | undefined
  > => {
    const line = await Promise.race([lines.next(), gone]);
    return line === undefined || line.done === true ? undefined : JSON.parse(line.value);
  };
  child.stdin.on('error', () => undefined);
  const ready = await nextLine();
  if (ready?.pid === undefined || ready.reader === undefined) return undefined;
  let last: Promise<void> = Promise.resolve();
  const lay = async (image: string | undefined): Promise<void> => {
    child.stdin.write(`lay ${image ?? ''}\n`);
    if ((await nextLine())?.laid !== true) throw new CardError('READER_FAILED', { detail: 'virtual reader' });
  };
  return {
    socket: `/proc/${ready.pid}/root/run/pcscd/pcscd.comm`,
    reader: ready.reader,
    lay(image) {
      last = last.catch(() => undefined).then(() => lay(image));
      return last;
    },
    async stop() {
      child.stdin.end();
      await gone;
    },
  };
}
