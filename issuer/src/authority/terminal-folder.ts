import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { readFileWhole, writeFileWhole } from '../files/index.ts';
import type { IssuedTerminal, TerminalFiles } from './issue-terminal.ts';
import { P256Key } from './p256-key.ts';

/**
 * Writes the folder that a terminal reads: `terminal.cvcert`, `dv.cvcert`, `link.cvcert` where there is one, and `receipt-key.cbor`, and with mode 0600
 * `terminal.pkcs8` and `receipt.pkcs8`.
 * @throws PermitError STORE_FAILED
 */
export async function saveTerminal(folder: string, files: IssuedTerminal): Promise<void> {
  await writeFileWhole(join(folder, 'terminal.pkcs8'), files.key.exportPkcs8(), 'owner');
  await writeFileWhole(join(folder, 'receipt.pkcs8'), files.receipt.key.exportPkcs8(), 'owner');
  await writeFileWhole(join(folder, 'receipt-key.cbor'), files.receipt.statement, 'everybody');
  await writeFileWhole(join(folder, 'dv.cvcert'), files.dv, 'everybody');
  if (files.link !== undefined) await writeFileWhole(join(folder, 'link.cvcert'), files.link, 'everybody');
  await writeFileWhole(join(folder, 'terminal.cvcert'), files.terminal, 'everybody');
}

/**
 * Reads that folder back; `undefined` where there is none.
 * @throws PermitError STORE_FAILED, KEY_BAD
 * @throws DecodeError CVC_MALFORMED
 */
export async function findTerminal(folder: string): Promise<TerminalFiles | undefined> {
  if (!existsSync(join(folder, 'terminal.cvcert'))) return undefined;
  const terminal = await readFileWhole(join(folder, 'terminal.cvcert'));
  const { chr, expiry } = decodeCvCertificate(terminal);
  return {
    reference: chr,
    key: P256Key.fromPkcs8(await readFileWhole(join(folder, 'terminal.pkcs8'))),
    terminal,
    dv: await readFileWhole(join(folder, 'dv.cvcert')),
    ...(existsSync(join(folder, 'link.cvcert')) ? { link: await readFileWhole(join(folder, 'link.cvcert')) } : {}),
    expiry,
  };
}
