import { PermitError } from '@residence-permit/shared/errors';
import { describeLocation, Ed25519Key, type KeyOpener, P256Key, plainKeyOpener } from '../authority/index.ts';
import { openSealedMaster } from '../ceremony/index.ts';
import { readFileWhole } from '../files/index.ts';
import { openPkcs8 } from '../keys/sealing/seal-pkcs8.ts';
import { askSecret, readSecretFile } from './ask-secret.ts';

/** Names the file with the office's passphrase; without it the passphrase is asked for at the terminal. */
const PASSPHRASE_FILE = 'PERMIT_PASSPHRASE_FILE';

/**
 * The passphrase of the office: the first line of the file that `PERMIT_PASSPHRASE_FILE` names, or asked for once.
 * @throws PermitError SETTING_BAD
 */
export function officePassphrase(): () => Promise<string> {
  let asked: Promise<string> | undefined;
  return () => {
    const path = process.env[PASSPHRASE_FILE];
    asked ??=
      path === undefined
        ? askSecret('Passphrase of the office', `name a file in ${PASSPHRASE_FILE}`)
        : readSecretFile(path).then((text) => text.split('\n', 1)[0] ?? '');
    return asked;
  };
}

/** Opens plain files as they are and sealed files under the office's passphrase. */
export function makeKeyOpener(passphrase: () => Promise<string>): KeyOpener {
  const open = async (path: string): Promise<Uint8Array> =>
    openPkcs8({ bytes: await readFileWhole(path), passphrase: await passphrase() });
  return {
    async ed25519(location) {
      if (location.kind === 'file') return plainKeyOpener.ed25519(location);
      if (location.kind === 'sealed-file') return Ed25519Key.fromPkcs8(await open(location.path));
      throw elsewhere(describeLocation(location));
    },
    async p256(location) {
      if (location.kind === 'file') return plainKeyOpener.p256(location);
      if (location.kind === 'sealed-file') return P256Key.fromPkcs8(await open(location.path));
      throw elsewhere(describeLocation(location));
    },
    async master(location) {
      if (location.kind === 'file') return plainKeyOpener.master(location);
      if (location.kind === 'sealed-file') return openSealedMaster(location.path, await passphrase());
      throw elsewhere(describeLocation(location));
    },
  };
}

function elsewhere(place: string): PermitError {
  return new PermitError('KEY_BAD', { detail: `cannot open ${place}` });
}
