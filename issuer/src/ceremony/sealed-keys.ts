import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { encodeUtf8 } from '@residence-permit/shared/bytes';
import type { Ed25519Signer } from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';
import {
  Ed25519Key,
  type KeyLocation,
  type Located,
  MasterKey,
  type MakeKeys,
  P256Key,
  type P256Signer,
} from '../authority/index.ts';
import { readFileWhole, writeFileWhole } from '../files/index.ts';
import { sealPkcs8 } from '../keys/sealing/seal-pkcs8.ts';
import type { RandomSource } from '../ports/index.ts';
import { openPassphraseSeal, sealUnderPassphrase } from './passphrase-seal.ts';
import { wipe } from './wipe.ts';

/** Goes into the seal beside the key, so that no other sealed thing passes for it. */
const MASTER_LABEL = encodeUtf8('residence-permit personalisation master, version 1');

/** Makes keys that are kept in `folder` as `keys/*.p8`, PKCS#8 sealed under the office's passphrase, and nowhere else. */
export function makeSealedKeys(options: {
  /** Folder of the authority. */
  readonly folder: string;
  readonly passphrase: () => Promise<string>;
  readonly random: RandomSource;
}): MakeKeys<Located<Ed25519Signer>> {
  const { folder, random } = options;
  async function keep(name: string, key: Ed25519Key | P256Key): Promise<KeyLocation> {
    const location = { kind: 'sealed-file', path: join('keys', `${name}.p8`) } as const;
    const path = join(folder, location.path);
    if (existsSync(path)) throw new PermitError('STORE_CONFLICT', { detail: `${path} exists` });
    const pkcs8 = key.exportPkcs8();
    try {
      await writeFileWhole(path, await sealPkcs8({ pkcs8, passphrase: await options.passphrase(), random }), 'owner');
    } finally {
      wipe(pkcs8);
    }
    return location;
  }
  return {
    async ed25519(name) {
      const key = Ed25519Key.generate(random);
      const location = await keep(name, key);
      return { publicKey: key.publicKey, location, sign: (message) => key.sign(message) };
    },
    async p256(name): Promise<Located<P256Signer>> {
      const key = P256Key.generate(random);
      const location = await keep(name, key);
      return { publicKey: key.publicKey, location, sign: (message) => key.sign(message) };
    },
  };
}

/** Draws the master of the personalisation keys and keeps it sealed under the office's passphrase. */
export async function makeSealedMaster(options: {
  readonly folder: string;
  readonly passphrase: () => Promise<string>;
  readonly random: RandomSource;
}) {
  const location = { kind: 'sealed-file', path: join('keys', 'personalisation.sealed') } as const satisfies KeyLocation;
  const plain = options.random(16);
  const sealed = await sealUnderPassphrase({
    plain,
    openly: MASTER_LABEL,
    passphrase: await options.passphrase(),
    random: options.random,
  });
  await writeFileWhole(join(options.folder, location.path), sealed, 'owner');
  const master = new MasterKey(plain);
  wipe(plain);
  return Object.assign(() => Promise.resolve(master), { location });
}

/** @throws PermitError PASSPHRASE_WRONG, STORE_FAILED */
export async function openSealedMaster(path: string, passphrase: string): Promise<MasterKey> {
  const sealed = await readFileWhole(path);
  const plain = await openPassphraseSeal({ sealed, openly: MASTER_LABEL, passphrase, name: path });
  const master = new MasterKey(plain);
  wipe(plain);
  return master;
}
