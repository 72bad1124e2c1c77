import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { PermitError } from '@residence-permit/shared/errors';
import * as z from 'zod';
import { readFileWhole } from '../files/index.ts';

/**
 * One line that is not shown, typed at the terminal.
 * @throws PermitError SETTING_BAD where there is no terminal
 */
export async function askSecret(question: string, otherwise: string): Promise<string> {
  if (!process.stdin.isTTY) throw new PermitError('SETTING_BAD', { detail: `no terminal to ask at; ${otherwise}` });
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  process.stderr.write(`${question}: `);
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}

/** Asks twice, so that a slip of the finger does not lock a key for good. @throws PermitError PASSPHRASE_WRONG */
export async function askNewSecret(question: string, otherwise: string): Promise<string> {
  const first = await askSecret(`${question} (new)`, otherwise);
  if (first.length < MIN_PASSPHRASE) {
    throw new PermitError('SETTING_BAD', { detail: `a passphrase has at least ${MIN_PASSPHRASE} characters` });
  }
  if (first === (await askSecret(`${question} (again)`, otherwise))) return first;
  throw new PermitError('PASSPHRASE_WRONG', { detail: 'the two entries differ' });
}

const MIN_PASSPHRASE = 12;

const SecretsSchema = z.strictObject({
  office: z.string().min(1),
  /** Passphrase of a file or PIN of a token, by the name of the custodian. */
  custodians: z.record(z.string(), z.string().min(1)),
});
export type RehearsalSecrets = z.infer<typeof SecretsSchema>;

/**
 * Passphrases of a rehearsal, in a file that only its owner may read.
 * @throws PermitError SETTING_BAD; the file's content never stands in the message
 */
export async function readRehearsalSecrets(path: string): Promise<RehearsalSecrets> {
  const text = await readSecretFile(path);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new PermitError('SETTING_BAD', { detail: `${path}: not JSON` });
  }
  const parsed = SecretsSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new PermitError('SETTING_BAD', { detail: `${path}: want {office, custodians}` });
}

/** A file of mode 0600. @throws PermitError SETTING_BAD, STORE_FAILED */
export async function readSecretFile(path: string): Promise<string> {
  const bytes = await readFileWhole(path);
  const { mode } = await stat(path);
  if ((mode & 0o077) !== 0) throw new PermitError('SETTING_BAD', { detail: `${path}: others may read it; chmod 600` });
  return new TextDecoder().decode(bytes);
}
