import { stat } from 'node:fs/promises';
import { PermitError } from '@residence-permit/shared/errors';
import { readFileWhole } from '../../files/index.ts';

/** Rights of group and others. */
const OTHERS = 0o077;
const SEQUENCE = 0x30;

/**
 * Reads a key file, and only if nobody but its owner may.
 * @throws PermitError KEY_EXPOSED; STORE_FAILED when it cannot be read
 */
export async function readKeyFile(path: string): Promise<Uint8Array> {
  const mode = await modeOf(path);
  if ((mode & OTHERS) !== 0) {
    throw new PermitError('KEY_EXPOSED', { detail: `${path} has mode ${(mode & 0o777).toString(8)}, want 600` });
  }
  return readFileWhole(path);
}

/** DER: PrivateKeyInfo begins with SEQUENCE { INTEGER, EncryptedPrivateKeyInfo with SEQUENCE { SEQUENCE. RFC 5958 §2, §3. */
export function looksSealed(bytes: Uint8Array): boolean {
  const [tag, length = 0] = bytes;
  const inner = length < 0x80 ? 2 : 2 + (length & 0x7f);
  return tag === SEQUENCE && bytes[inner] === SEQUENCE;
}

async function modeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).mode;
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: path });
  }
}
