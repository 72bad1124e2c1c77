import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/**
 * The PIN that the holder chooses: typed at the terminal without being shown, or the first line of standard input where that
 * is a keypad's program. It is never an argument, so it is in no history and no process list.
 */
export async function readPin(): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const isTyped = process.stdin.isTTY;
  if (isTyped) process.stderr.write('Holder: choose a PIN of six digits: ');
  const lines = createInterface({ input: process.stdin, output: silent, terminal: isTyped });
  try {
    for await (const line of lines) return line.trim();
    return '';
  } finally {
    lines.close();
    process.stdin.destroy();
    if (isTyped) process.stderr.write('\n');
  }
}
