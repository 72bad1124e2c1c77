import { join } from 'node:path';
import { decodeSign } from '@residence-permit/shared/cose';
import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { PermitError } from '@residence-permit/shared/errors';
import { decodeTrustRoot } from '@residence-permit/shared/trust-bundle';
import type { Authority } from '../authority/index.ts';
import { readFileWhole } from '../files/index.ts';
import { x509PublicKey } from './offline-halves.ts';
import { sha256Hex, type Transcript, type TranscriptBody } from './transcript.ts';

const ROOT_LIMITS = { maxBytes: 16_384, maxDepth: 5, tags: [] } as const;

/** Public files of an authority that stay as they are: certificates and root files. Relative to its folder. */
export function lastingFilesOf(authority: Authority): readonly (readonly [string, Uint8Array])[] {
  return [
    ['certificates/root.der', authority.root.certificate],
    ['certificates/cvca.cvcert', authority.cvca.certificate],
    ...authority.documentSigners.map(({ name, certificate }) => [`certificates/${name}.der`, certificate] as const),
    [`root/${authority.rootFile.version}.cbor`, authority.rootFile.bytes],
  ];
}

/** Fingerprint and place of every key of an authority. */
export function publicKeysOf(authority: Authority, keptOf: (key: object) => string): TranscriptBody['publicKeys'] {
  const ed25519 = (key: string, publicKey: Uint8Array, kept: string) => ({
    key,
    algorithm: 'Ed25519',
    sha256: sha256Hex(publicKey),
    kept,
  });
  const { cvca, dvs, bundleRoots, root } = authority;
  const cvcaKey = decodeCvCertificate(cvca.certificate).publicKey;
  return [
    ed25519('x509-root', x509PublicKey(root.certificate), 'shares'),
    { key: 'cvca', algorithm: 'P-256', sha256: sha256Hex(cvcaKey), kept: 'shares' },
    ...bundleRoots.keys.map(({ publicKey }, index) =>
      ed25519(`bundle-root-${index + 1}`, publicKey, `custodian ${index + 1}`),
    ),
    ed25519('bundle', authority.bundleKey.publicKey, keptOf(authority.bundleKey)),
    ed25519('status', authority.statusKey.publicKey, keptOf(authority.statusKey)),
    ...[...authority.documentSigners, ...authority.grantorSigners].map(({ name, key }) =>
      ed25519(name, key.publicKey, keptOf(key)),
    ),
    ...(['official', 'non-official'] as const).map((name) => ({
      key: `dv-${name}`,
      algorithm: 'P-256',
      sha256: sha256Hex(dvs[name].key.publicKey),
      kept: keptOf(dvs[name].key),
    })),
  ];
}

/**
 * Holds a transcript against the public files of the authority: every file that it names is there with that hash, and every
 * key that it names is one of the authority or of an earlier root file.
 * @throws PermitError TRANSCRIPT_BAD
 */
export async function verifyTranscript(options: {
  readonly transcript: Transcript;
  readonly folder: string;
  readonly authority: Authority;
}): Promise<{ readonly files: number; readonly keys: number }> {
  const { transcript, folder, authority } = options;
  for (const { path, sha256 } of transcript.files) {
    const bytes = await readFileWhole(join(folder, path)).catch((cause: unknown) => {
      throw new PermitError('TRANSCRIPT_BAD', { cause, detail: `${path} is missing` });
    });
    if (sha256Hex(bytes) !== sha256) throw new PermitError('TRANSCRIPT_BAD', { detail: `${path} has another content` });
  }
  const known = new Set([
    ...publicKeysOf(authority, () => '').map(({ sha256 }) => sha256),
    ...authority.earlierRoots.flatMap(rootKeysIn),
  ]);
  const stranger = transcript.publicKeys.find(({ sha256 }) => !known.has(sha256));
  if (stranger !== undefined) throw new PermitError('TRANSCRIPT_BAD', { detail: `${stranger.key} is another key` });
  return { files: transcript.files.length, keys: transcript.publicKeys.length };
}

function rootKeysIn(rootBytes: Uint8Array): readonly string[] {
  const root = decodeTrustRoot(decodeSign(rootBytes, ROOT_LIMITS).payloadBytes);
  return [...root.rootKeys, ...root.bundleKeys, ...root.statusKeys].map(sha256Hex);
}
