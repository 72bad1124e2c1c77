import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { writeFileWhole } from '../files/index.ts';
import { lockFile } from './file-lock.ts';
import type { Changed, Register } from './register.ts';
import { decodeRegister, encodeRegister } from './register-json.ts';
import { EMPTY_REGISTER, type RegisterState } from './register-state.ts';

/**
 * A register in one file, for one office on one machine. Each change replaces the file as a whole, under a lock file that
 * names its holder's process, so that a crash leaves the old state or the new one and a lock that the next change takes over.
 */
export function makeFileRegister(path: string): Register {
  return {
    read: () => load(path),
    async change<Value>(decide: (state: RegisterState) => Changed<Value>): Promise<Value> {
      const release = await lockFile(`${path}.lock`);
      try {
        const changed = decide(await load(path));
        await writeFileWhole(path, encodeRegister(changed.state), 'owner');
        return changed.value;
      } finally {
        await release();
      }
    },
  };
}

async function load(path: string): Promise<RegisterState> {
  if (!existsSync(path)) return EMPTY_REGISTER;
  return decodeRegister(await readFile(path, 'utf8'));
}
