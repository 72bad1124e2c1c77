import { join } from 'node:path';
import { writeFileWhole } from '../files/index.ts';
import type { TerminalFiles } from './issue-terminal.ts';

/**
 * Writes the folder that a terminal reads: `terminal.cvcert`, `dv.cvcert`, and `terminal.pkcs8` with mode 0600.
 * @throws PermitError STORE_FAILED
 */
export async function saveTerminal(folder: string, files: TerminalFiles): Promise<void> {
  await writeFileWhole(join(folder, 'terminal.pkcs8'), files.key.exportPkcs8(), 'owner');
  await writeFileWhole(join(folder, 'dv.cvcert'), files.dv, 'everybody');
  await writeFileWhole(join(folder, 'terminal.cvcert'), files.terminal, 'everybody');
}
