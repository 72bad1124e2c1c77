import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';
import { checkpointKeyPath, makeCheckpointKey } from '../../adapters/audit/index.ts';
import { makeKeyFolder, openKeyFolder, type PrivacyKeys, KEY_BYTES, SecretKey } from '../../adapters/privacy/index.ts';
import { writeFileWhole } from '../../files/index.ts';
import { readKeyFile } from '../../keys/index.ts';
import type { RandomSource } from '../../ports/index.ts';

/** The keys of the service that lie in files: those of privacy, and one from which sign-in and request hashes take theirs. */
export type ServiceKeys = { readonly privacy: PrivacyKeys; readonly service: SecretKey };

const SERVICE_KEY = 'service.key';

/**
 * Reads the key folder.
 * @throws PermitError KEY_EXPOSED, KEY_BAD, STORE_FAILED
 */
export async function openServiceKeys(folder: string): Promise<ServiceKeys> {
  const bytes = await readKeyFile(join(folder, SERVICE_KEY));
  if (bytes.length !== KEY_BYTES)
    throw new PermitError('KEY_BAD', { detail: `${SERVICE_KEY}: want ${KEY_BYTES} bytes` });
  return { privacy: await openKeyFolder(folder), service: new SecretKey(bytes) };
}

/** Makes the keys of a new embedded database; leaves those that are there. @throws PermitError STORE_FAILED, STORE_CONFLICT */
export async function makeMissingKeys(folder: string, random: RandomSource): Promise<void> {
  if (!existsSync(join(folder, SERVICE_KEY))) {
    await makeKeyFolder(folder, random);
    await writeFileWhole(join(folder, SERVICE_KEY), random(KEY_BYTES), 'owner');
  }
  if (!existsSync(checkpointKeyPath(folder))) await makeCheckpointKey(folder, random);
}
