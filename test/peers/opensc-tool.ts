import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromHex } from '@residence-permit/shared/bytes';

/** What the card answered to one command, as opensc-tool prints it. */
export type OpenscAnswer = { readonly sw: number; readonly data: Uint8Array };

const TRIES = 100;

/**
 * opensc-tool on one reader of the daemon of this namespace. Its own card drivers are left out: each would first send dozens
 * of commands to find out what card it is.
 */
export class OpenscTool {
  readonly #reader: string;

  constructor(readerNumber: number) {
    this.#reader = String(readerNumber);
  }

  /** The answer to reset, as soon as the reader shows a card; the virtual one looks every 400 ms. */
  async waitForAtr(): Promise<Uint8Array> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const { status, stdout } = await run(['--reader', this.#reader, '--atr']);
      if (status === 0) return fromHex(stdout.trim().replaceAll(':', ''));
      await sleep(50);
    }
    throw new Error('no card appears in the reader');
  }

  /** Sends commands, in hexadecimal, in one session. */
  async send(...commands: readonly string[]): Promise<readonly OpenscAnswer[]> {
    const { status, stdout } = await run([
      '--reader',
      this.#reader,
      ...commands.flatMap((hex) => ['--send-apdu', hex]),
    ]);
    if (status !== 0) throw new Error(`opensc-tool exits with ${status}: ${stdout}`);
    return stdout
      .split(/^Sending:.*$/m)
      .slice(1)
      .map(parseAnswer);
  }
}

/** `Received (SW1=0x90, SW2=0x00):` and lines of up to sixteen bytes, each followed by its characters. */
function parseAnswer(text: string): OpenscAnswer {
  const [, sw1, sw2] = /SW1=0x([0-9A-F]{2}), SW2=0x([0-9A-F]{2})/.exec(text) ?? [];
  if (sw1 === undefined || sw2 === undefined) throw new Error(`not an answer: ${text}`);
  const lines = text.trim().split('\n').slice(1);
  const hex = lines.map((line) => line.slice(0, 3 * 16).replaceAll(' ', '')).join('');
  return { sw: Number.parseInt(sw1 + sw2, 16), data: fromHex(hex.toLowerCase()) };
}

function run(parameters: readonly string[]): Promise<{ readonly status: number | null; readonly stdout: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('opensc-tool', parameters, { env: { ...process.env, OPENSC_DRIVER: 'default' } });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.resume();
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout }));
  });
}
