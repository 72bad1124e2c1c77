import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeUtf8 } from '@residence-permit/shared/bytes';
import type { Ed25519Signer } from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';
import { Ed25519Key } from '../../authority/index.ts';
import {
  type CheckpointKey,
  checkpointKey,
  formatCheckpointKey,
  parseCheckpointKey,
} from '../../domain/audit/index.ts';
import { readFileWhole, writeFileWhole } from '../../files/index.ts';
import type { RandomSource } from '../../ports/index.ts';
import { sha256 } from './sha256.ts';

/** The checkpoint key in a key folder: PKCS#8, mode 0600. `permit-issuer key seal` puts it under the office's passphrase. */
export function checkpointKeyPath(keyFolder: string): string {
  return join(keyFolder, 'audit.key');
}

/** Its public half, for whoever verifies: a line of the note format for each key there has been. */
export function checkpointKeysPath(keyFolder: string): string {
  return join(keyFolder, 'audit.pub');
}

/**
 * Makes a checkpoint key, and adds its public half to those of the keys before it.
 * @returns the line for verifiers
 * @throws PermitError STORE_CONFLICT when there is one already, STORE_FAILED
 */
export async function makeCheckpointKey(keyFolder: string, random: RandomSource): Promise<string> {
  const key = Ed25519Key.generate(random);
  const path = checkpointKeyPath(keyFolder);
  const draft = `${path}.${randomUUID()}.new`;
  const pkcs8 = key.exportPkcs8();
  try {
    await writeFileWhole(draft, pkcs8, 'owner');
    // A link, unlike a rename, leaves a key that another process made in the meantime.
    await link(draft, path);
  } catch (cause) {
    if (cause instanceof PermitError) throw cause;
    throw new PermitError(isThere(cause) ? 'STORE_CONFLICT' : 'STORE_FAILED', { cause, detail: path });
  } finally {
    pkcs8.fill(0);
    await rm(draft, { force: true });
  }
  const line = formatCheckpointKey(checkpointKey(key.publicKey, sha256));
  const publicPath = checkpointKeysPath(keyFolder);
  // What earlier keys signed is verified for as long as the log is kept.
  const earlier = existsSync(publicPath) ? decodeUtf8(await readFileWhole(publicPath)) : '';
  await writeFileWhole(publicPath, `${earlier}${line}\n`, 'everybody');
  return line;
}

/**
 * Reads the public keys that checkpoints may be signed by: one a line; empty lines do not count.
 * @throws PermitError KEY_BAD for a line of another form or a file without one, STORE_FAILED
 */
export async function readCheckpointKeys(path: string): Promise<readonly CheckpointKey[]> {
  const lines = decodeUtf8(await readFileWhole(path))
    .split('\n')
    .filter((line) => line.trim() !== '');
  const keys = lines.map((line) => {
    const key = parseCheckpointKey(line.trim(), sha256);
    if (key === undefined) throw new PermitError('KEY_BAD', { detail: `${path}: want name+id+key a line` });
    return key;
  });
  if (keys.length === 0) throw new PermitError('KEY_BAD', { detail: `${path}: no key` });
  return keys;
}

/**
 * The signer itself, after it was made sure that it signs nothing else of the authority.
 * @param issuing public halves of the keys that sign records, lists and bundles
 * @throws PermitError KEY_BAD when it is one of them
 */
export function requireOwnKey(signer: Ed25519Signer, issuing: readonly Uint8Array[]): Ed25519Signer {
  const isIssuing = issuing.some((each) => Buffer.compare(each, signer.publicKey) === 0);
  if (isIssuing) throw new PermitError('KEY_BAD', { detail: 'the checkpoint key must not be one that issues' });
  return signer;
}

function isThere(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
}
