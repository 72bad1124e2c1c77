import { join } from 'node:path';
import { fromHex } from '@residence-permit/shared/bytes';
import { importEd25519PublicKey } from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';
import { readFileWhole, writeFileWhole } from '../files/index.ts';
import type { Authority, CvHolder, OfflineKeys } from './authority.ts';
import { type Manifest, type ManifestKey, manifestOf, parseManifest, readTerms } from './authority-manifest.ts';
import { Ed25519Key } from './ed25519-key.ts';
import { type KeyLocation, type KeyOpener, locatedEd25519, locatedP256, locationOf, once } from './located-keys.ts';
import { P256Key } from './p256-key.ts';

const plainFile = (name: string): KeyLocation => ({ kind: 'file', path: join('keys', `${name}.pkcs8`) });
const certificatePath = (folder: string, name: string) => join(folder, 'certificates', name);
const rootPath = (folder: string, version: number) => join(folder, 'root', `${version}.cbor`);
const PERSONALISATION = { kind: 'file', path: join('keys', 'personalisation.key') } as const satisfies KeyLocation;

/**
 * Writes an authority into a folder: `certificates/*`, `root/*.cbor`, and `authority.json` last. A key that is kept
 * somewhere already stays there. A key in memory is written as a plain file `keys/*.pkcs8` of mode 0600, offline keys
 * included; that is a test authority, and only one with offline keys in memory may have such.
 * @throws PermitError STORE_FAILED, KEY_BAD
 */
export async function saveAuthority(folder: string, authority: Authority): Promise<void> {
  const plain = new Map<string, Ed25519Key | P256Key>();
  const place = (name: string, key: object): KeyLocation => {
    const location = locationOf(key);
    if (location !== undefined) return location;
    if (authority.offline === undefined || !isKeyPair(key)) {
      throw new PermitError('KEY_BAD', { detail: `${name} is kept nowhere` });
    }
    plain.set(name, key);
    return plainFile(name);
  };
  const kept = locationOf(authority.openPersonalisationMaster);
  const manifest = manifestOf(authority, { key: place, personalisation: kept ?? PERSONALISATION });
  for (const [name, key] of offlineOf(authority)) place(name, key);
  for (const [name, key] of plain) {
    await writeFileWhole(join(folder, 'keys', `${name}.pkcs8`), key.exportPkcs8(), 'owner');
  }
  if (kept === undefined) {
    if (authority.offline === undefined)
      throw new PermitError('KEY_BAD', { detail: 'personalisation is kept nowhere' });
    const master = await authority.openPersonalisationMaster();
    await writeFileWhole(join(folder, PERSONALISATION.path), master.expose(), 'owner');
  }
  for (const [name, certificate] of certificatesOf(authority)) {
    await writeFileWhole(certificatePath(folder, name), certificate, 'everybody');
  }
  for (const [version, bytes] of rootFilesOf(authority)) {
    await writeFileWhole(rootPath(folder, version), bytes, 'everybody');
  }
  await writeFileWhole(join(folder, 'authority.json'), `${JSON.stringify(manifest, undefined, 2)}\n`, 'everybody');
}

/**
 * Reads an authority from the folder that `saveAuthority` wrote. No private key is opened until it signs, those of a test
 * authority apart.
 * @throws PermitError STORE_FAILED, KEY_BAD
 */
export async function loadAuthority(folder: string, opener: KeyOpener): Promise<Authority> {
  const manifest = parseManifest(await readFileWhole(join(folder, 'authority.json')));
  const here = openerIn(folder, opener);
  const certificate = (name: string) => readFileWhole(certificatePath(folder, name));
  const ed25519 = (entry: ManifestKey) => locatedEd25519(publicKeyOf(entry.publicKey), entry.location, here);
  const cvHolder = async (name: string, entry: ManifestKey): Promise<CvHolder> => ({
    key: locatedP256(fromHex(entry.publicKey), entry.location, here),
    certificate: await certificate(`${name}.cvcert`),
  });
  const { version, expiresAt, earlier } = manifest.rootFile;
  const openPersonalisationMaster = Object.assign(
    once(() => here.master(manifest.personalisation)),
    { location: manifest.personalisation },
  );
  return {
    name: manifest.name,
    statusUri: manifest.statusUri,
    root: { certificate: await certificate('root.der') },
    bundleRoots: {
      threshold: manifest.bundleRoots.threshold,
      keys: manifest.bundleRoots.keys.map((key) => ({ publicKey: publicKeyOf(key) })),
    },
    bundleKey: ed25519(manifest.bundleKey),
    statusKey: ed25519(manifest.statusKey),
    rootFile: { version, expiresAt, bytes: await readFileWhole(rootPath(folder, version)) },
    earlierRoots: await Promise.all(
      Array.from({ length: earlier }, (_, index) => readFileWhole(rootPath(folder, version - earlier + index))),
    ),
    documentSigners: await Promise.all(
      manifest.documentSigners.map(async (entry) => ({
        ...readTerms(entry),
        office: entry.office,
        key: ed25519(entry.key),
        certificate: await certificate(`${entry.name}.der`),
      })),
    ),
    grantorSigners: manifest.grantorSigners.map((entry) => ({
      ...readTerms(entry),
      grantor: entry.grantor,
      kinds: entry.kinds,
      key: ed25519(entry.key),
    })),
    cvca: {
      certificate: await certificate('cvca.cvcert'),
      ...(manifest.cvcaReplaced
        ? {
            previous: {
              certificate: await certificate('cvca-old.cvcert'),
              link: await certificate('cvca-link.cvcert'),
            },
          }
        : {}),
    },
    dvs: {
      official: await cvHolder('dv-official', manifest.dvs.official),
      'non-official': await cvHolder('dv-non-official', manifest.dvs['non-official']),
    },
    openPersonalisationMaster,
    ...(manifest.custody === 'test-keys' ? { offline: await loadOffline(folder, manifest) } : {}),
  };
}

async function loadOffline(folder: string, manifest: Manifest): Promise<OfflineKeys> {
  const read = (name: string) => readFileWhole(join(folder, 'keys', `${name}.pkcs8`));
  return {
    root: Ed25519Key.fromPkcs8(await read('root')),
    bundleRoots: await Promise.all(
      manifest.bundleRoots.keys.map(async (_, index) => Ed25519Key.fromPkcs8(await read(bundleRootName(index)))),
    ),
    cvca: P256Key.fromPkcs8(await read('cvca')),
  };
}

/** Paths in a manifest are relative to its folder. */
function openerIn(folder: string, opener: KeyOpener): KeyOpener {
  const at = (location: KeyLocation): KeyLocation =>
    location.kind === 'token' ? location : { ...location, path: join(folder, location.path) };
  return {
    ed25519: (location) => opener.ed25519(at(location)),
    p256: (location) => opener.p256(at(location)),
    master: (location) => opener.master(at(location)),
  };
}

function offlineOf({ offline }: Authority): readonly (readonly [string, object])[] {
  if (offline === undefined) return [];
  const roots = offline.bundleRoots.map((key, index) => [bundleRootName(index), key] as const);
  return [['root', offline.root], ['cvca', offline.cvca], ...roots];
}

function certificatesOf(authority: Authority): readonly (readonly [string, Uint8Array])[] {
  const { previous } = authority.cvca;
  return [
    ['root.der', authority.root.certificate],
    ...authority.documentSigners.map(({ name, certificate }) => [`${name}.der`, certificate] as const),
    ['cvca.cvcert', authority.cvca.certificate],
    ...(previous === undefined
      ? []
      : ([
          ['cvca-old.cvcert', previous.certificate],
          ['cvca-link.cvcert', previous.link],
        ] as const)),
    ['dv-official.cvcert', authority.dvs.official.certificate],
    ['dv-non-official.cvcert', authority.dvs['non-official'].certificate],
  ];
}

/** Version and bytes of every root file, the one in force last. */
function rootFilesOf({ rootFile, earlierRoots }: Authority): readonly (readonly [number, Uint8Array])[] {
  const first = rootFile.version - earlierRoots.length;
  return [...earlierRoots, rootFile.bytes].map((bytes, index) => [first + index, bytes] as const);
}

function isKeyPair(key: object): key is Ed25519Key | P256Key {
  return key instanceof Ed25519Key || key instanceof P256Key;
}

function bundleRootName(index: number): string {
  return `bundle-root-${index + 1}`;
}

function publicKeyOf(hex: string) {
  return importEd25519PublicKey(fromHex(hex));
}
