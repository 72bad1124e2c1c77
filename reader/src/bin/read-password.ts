import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { PermitError } from '@residence-permit/shared/errors';
import { requirePasswordForm } from '../session/index.ts';
import type { TapPassword } from '../verify/index.ts';
import type { Language } from './language.ts';

/** The option value that stands for standard input. */
export const FROM_STANDARD_INPUT = '-';

const PROMPTS = {
  can: { zh: '卡面上的六位访问号码：', en: 'Card access number on the face, 6 digits: ' },
  pin: { zh: '持卡人密码，六位数字：', en: "Holder's PIN, 6 digits: " },
} as const satisfies Record<TapPassword['kind'], Record<Language, string>>;

export type PasswordOptions = {
  /** Values of `--can` and `--pin`; `-` is standard input, undefined was not given. */
  readonly can: string | undefined;
  readonly pin: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly language: Language;
};

/**
 * The password for the card: from the option, from PERMIT_CAN or PERMIT_PIN, or asked for at the terminal. The last two
 * leave nothing in the history of a shell. Typed digits of a PIN are not shown.
 * @throws PermitError SETTING_BAD when there is none and nobody to ask, or both kinds are given
 * @throws CardError PASSWORD_WRONG for one that no card can have
 */
export async function readPassword(options: PasswordOptions): Promise<TapPassword> {
  const password = await obtainPassword(options);
  requirePasswordForm(password);
  return password;
}

async function obtainPassword(options: PasswordOptions): Promise<TapPassword> {
  const { can, pin, environment } = options;
  if (can !== undefined && pin !== undefined)
    throw new PermitError('SETTING_BAD', { detail: '--can or --pin, not both' });
  const kind = pin === undefined && (can !== undefined || environment['PERMIT_PIN'] === undefined) ? 'can' : 'pin';
  const given = kind === 'can' ? (can ?? environment['PERMIT_CAN']) : (pin ?? environment['PERMIT_PIN']);
  if (given !== undefined && given !== FROM_STANDARD_INPUT && given !== '') return { kind, value: given.trim() };
  if (given === FROM_STANDARD_INPUT) return { kind, value: await readLine() };
  if (process.stdin.isTTY) return { kind, value: await prompt(PROMPTS[kind][options.language], kind === 'pin') };
  throw new PermitError('SETTING_BAD', { detail: 'no --can, no --pin, no PERMIT_CAN, and nobody to ask' });
}

/** The first line of standard input. */
async function readLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin });
  try {
    for await (const line of lines) return line.trim();
    return '';
  } finally {
    lines.close();
    process.stdin.destroy();
  }
}

/** Asks at the terminal. Ctrl-C and the end of input end the question. @throws PermitError SETTING_BAD */
export async function prompt(question: string, hidden: boolean): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: hidden ? silent : process.stderr, terminal: true });
  const given = new AbortController();
  lines.on('SIGINT', () => given.abort());
  lines.on('close', () => given.abort());
  try {
    if (hidden) process.stderr.write(question);
    return (await lines.question(question, { signal: given.signal })).trim();
  } catch (cause) {
    throw new PermitError('SETTING_BAD', { cause, detail: 'no password was entered' });
  } finally {
    lines.close();
    if (hidden) process.stderr.write('\n');
  }
}
