import { PermitError } from '@residence-permit/shared/errors';
import { readFileWhole } from '../files/index.ts';
import { Ed25519Key } from './ed25519-key.ts';
import { describeLocation, type KeyLocation, type KeyOpener } from './located-keys.ts';
import { MasterKey } from './master-key.ts';
import { P256Key } from './p256-key.ts';

/** Opens keys that are plain files, as a test authority keeps them, and refuses every other place. */
export const plainKeyOpener: KeyOpener = {
  ed25519: async (location) => Ed25519Key.fromPkcs8(await readPlain(location)),
  p256: async (location) => P256Key.fromPkcs8(await readPlain(location)),
  master: async (location) => new MasterKey(await readPlain(location)),
};

/** @throws PermitError KEY_BAD, STORE_FAILED */
function readPlain(location: KeyLocation): Promise<Uint8Array> {
  if (location.kind === 'file') return readFileWhole(location.path);
  throw new PermitError('KEY_BAD', { detail: `no passphrase or PIN here for ${describeLocation(location)}` });
}
