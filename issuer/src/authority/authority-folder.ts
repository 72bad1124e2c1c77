import { join } from 'node:path';
import { PermitError } from '@residence-permit/shared/errors';
import { readFileWhole, writeFileWhole } from '../files/index.ts';
import { type Authority, type CvHolder, type DocumentSigner, type GrantorSigner, type RootFile } from './authority.ts';
import { Ed25519Key } from './ed25519-key.ts';
import { MasterKey } from './master-key.ts';
import { P256Key } from './p256-key.ts';

/** Format of `authority.json`; another number is refused, never guessed at. */
const FORMAT = 1;

/** What `authority.json` says; keys and certificates stand beside it under the names given here. */
type Manifest = {
  readonly format: typeof FORMAT;
  readonly name: string;
  readonly statusUri: string;
  readonly bundleRoots: { readonly threshold: number; readonly count: number };
  readonly rootFile: Omit<RootFile, 'bytes'>;
  readonly documentSigners: readonly Omit<DocumentSigner, 'key' | 'certificate'>[];
  readonly grantorSigners: readonly Omit<GrantorSigner, 'key'>[];
};

const keyPath = (folder: string, name: string) => join(folder, 'keys', `${name}.pkcs8`);
const certificatePath = (folder: string, name: string) => join(folder, 'certificates', name);

/**
 * Writes an authority into a folder: `keys/*.pkcs8` with mode 0600, `certificates/*`, `root.cbor`, `authority.json` last.
 * @throws PermitError STORE_FAILED
 */
export async function saveAuthority(folder: string, authority: Authority): Promise<void> {
  for (const [name, key] of keysOf(authority)) await writeFileWhole(keyPath(folder, name), key.exportPkcs8(), 'owner');
  for (const [name, certificate] of certificatesOf(authority)) {
    await writeFileWhole(certificatePath(folder, name), certificate, 'everybody');
  }
  await writeFileWhole(join(folder, 'keys', 'personalisation.key'), authority.personalisationMaster.expose(), 'owner');
  await writeFileWhole(join(folder, 'root.cbor'), authority.rootFile.bytes, 'everybody');
  await writeFileWhole(
    join(folder, 'authority.json'),
    `${JSON.stringify(manifestOf(authority), undefined, 2)}\n`,
    'everybody',
  );
}

/**
 * Reads an authority from the folder that `saveAuthority` wrote.
 * @throws PermitError STORE_FAILED, KEY_BAD
 */
export async function loadAuthority(folder: string): Promise<Authority> {
  const manifest = readManifest(await readFileWhole(join(folder, 'authority.json')));
  const ed25519 = async (name: string) => Ed25519Key.fromPkcs8(await readFileWhole(keyPath(folder, name)));
  const certificate = (name: string) => readFileWhole(certificatePath(folder, name));
  const cvHolder = async (name: string): Promise<CvHolder> => ({
    key: P256Key.fromPkcs8(await readFileWhole(keyPath(folder, name))),
    certificate: await certificate(`${name}.cvcert`),
  });
  const { threshold, count } = manifest.bundleRoots;
  return {
    name: manifest.name,
    statusUri: manifest.statusUri,
    root: { key: await ed25519('root'), certificate: await certificate('root.der') },
    bundleRoots: { threshold, keys: await Promise.all(numbers(count).map((n) => ed25519(`bundle-root-${n}`))) },
    bundleKey: await ed25519('bundle'),
    statusKey: await ed25519('status'),
    rootFile: { ...manifest.rootFile, bytes: await readFileWhole(join(folder, 'root.cbor')) },
    documentSigners: await Promise.all(
      manifest.documentSigners.map(async (signer, index) => ({
        ...signer,
        key: await ed25519(documentName(index)),
        certificate: await certificate(`${documentName(index)}.der`),
      })),
    ),
    grantorSigners: await Promise.all(
      manifest.grantorSigners.map(async (signer, index) => ({
        ...signer,
        key: await ed25519(grantorName(signer, index)),
      })),
    ),
    cvca: await cvHolder('cvca'),
    dvs: { official: await cvHolder('dv-official'), 'non-official': await cvHolder('dv-non-official') },
    personalisationMaster: new MasterKey(await readFileWhole(join(folder, 'keys', 'personalisation.key'))),
  };
}

function keysOf(authority: Authority): readonly (readonly [string, Ed25519Key | P256Key])[] {
  return [
    ['root', authority.root.key],
    ...authority.bundleRoots.keys.map((key, index) => [`bundle-root-${index + 1}`, key] as const),
    ['bundle', authority.bundleKey],
    ['status', authority.statusKey],
    ...authority.documentSigners.map(({ key }, index) => [documentName(index), key] as const),
    ...authority.grantorSigners.map((signer, index) => [grantorName(signer, index), signer.key] as const),
    ['cvca', authority.cvca.key],
    ['dv-official', authority.dvs.official.key],
    ['dv-non-official', authority.dvs['non-official'].key],
  ];
}

function certificatesOf(authority: Authority): readonly (readonly [string, Uint8Array])[] {
  return [
    ['root.der', authority.root.certificate],
    ...authority.documentSigners.map(({ certificate }, index) => [`${documentName(index)}.der`, certificate] as const),
    ['cvca.cvcert', authority.cvca.certificate],
    ['dv-official.cvcert', authority.dvs.official.certificate],
    ['dv-non-official.cvcert', authority.dvs['non-official'].certificate],
  ];
}

function manifestOf(authority: Authority): Manifest {
  return {
    format: FORMAT,
    name: authority.name,
    statusUri: authority.statusUri,
    bundleRoots: { threshold: authority.bundleRoots.threshold, count: authority.bundleRoots.keys.length },
    rootFile: { version: authority.rootFile.version, expiresAt: authority.rootFile.expiresAt },
    documentSigners: authority.documentSigners.map(({ key: _key, certificate: _certificate, ...rest }) => rest),
    grantorSigners: authority.grantorSigners.map(({ key: _key, ...rest }) => rest),
  };
}

/** The folder's owner wrote it with this software, so the shape is checked at its top only. */
function readManifest(bytes: Uint8Array): Manifest {
  let manifest: unknown;
  try {
    manifest = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: 'authority.json is not JSON' });
  }
  if (isManifest(manifest)) return manifest;
  throw new PermitError('STORE_FAILED', { detail: 'authority.json has another format' });
}

function isManifest(value: unknown): value is Manifest {
  return typeof value === 'object' && value !== null && 'format' in value && value.format === FORMAT;
}

function documentName(index: number): string {
  return `document-${index + 1}`;
}

/** A successor of the same grantor has another number, so the names never clash. */
function grantorName({ grantor }: { readonly grantor: string }, index: number): string {
  return `grantor-${index + 1}-${grantor}`;
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
