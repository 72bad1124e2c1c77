import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';
import { writeFileWhole } from '../files/index.ts';
import { nodeEd25519 } from '@residence-permit/reader/node';
import {
  makePublishTrust,
  readPreviousLists,
  type TakeStandings,
  type TrustFiles,
  writeTrustFolder,
} from '../publishing/index.ts';
import { lockFile } from '../register/file-lock.ts';
import type { OfficeFolder } from './office-folder.ts';

/** Left where the service publishes: from then on the folder's own register knows too little to say how a card stands. */
const SERVED = 'published-by-service';

/** From now on only the service publishes for that office. @throws PermitError STORE_FAILED */
export async function markServed({ paths }: Pick<OfficeFolder, 'paths'>): Promise<void> {
  if (!existsSync(join(paths.folder, SERVED))) await writeFileWhole(join(paths.folder, SERVED), '', 'everybody');
}

/** @throws PermitError STORE_CONFLICT where the service publishes: it alone knows every card */
export function requireNotServed({ paths }: Pick<OfficeFolder, 'paths'>): void {
  if (!existsSync(join(paths.folder, SERVED))) return;
  throw new PermitError('STORE_CONFLICT', { detail: `${paths.folder}: its service publishes, and nothing else may` });
}

/**
 * Publishes into a folder. Deltas lead from the lists that stand in the office's own trust folder. One publication at a time:
 * two that mix would leave older files over newer ones.
 * @throws PermitError STORE_FAILED, also while another process publishes; SIGNER_FAILED
 */
export async function publishFolder(
  office: Pick<OfficeFolder, 'authority' | 'catalogue' | 'clock' | 'paths'>,
  input: { readonly folder: string; readonly takeStandings: TakeStandings },
): Promise<TrustFiles> {
  const { authority, catalogue, clock, paths } = office;
  const { folder, takeStandings } = input;
  const engine = nodeEd25519;
  const readPrevious = (uris: readonly string[]) =>
    readPreviousLists({ folder: paths.trust, uris, statusKey: authority.statusKey.publicKey, engine });
  const unlock = await lockFile(`${paths.trust}.lock`);
  try {
    const files = await makePublishTrust({ takeStandings, authority, catalogue, clock, engine, readPrevious })();
    await writeTrustFolder(folder, files);
    return files;
  } finally {
    await unlock();
  }
}
