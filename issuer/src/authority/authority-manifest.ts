import { fromHex, toHex } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import * as z from 'zod';
import type { Authority, DocumentSigner, GrantorSigner } from './authority.ts';
import type { KeyLocation } from './located-keys.ts';

/** Format of `authority.json`; another number is refused, never guessed at. */
const FORMAT = 2;

const Hex = z.string().regex(/^(?:[0-9a-f]{2})*$/);
const Location = z.union([
  z.object({ kind: z.enum(['file', 'sealed-file']), path: z.string() }),
  z.object({ kind: z.literal('token'), uri: z.string() }),
]);
const KeyEntry = z.object({ publicKey: Hex, location: Location });
const Terms = {
  name: z.string().regex(/^[a-z0-9-]+$/),
  key: KeyEntry,
  from: z.int(),
  through: z.int(),
  withdrawnAt: z.int().optional(),
  kept: Hex.optional(),
  cap: z.int().optional(),
};

/** What `authority.json` says. Certificates stand beside it under fixed names; a private key where its location says. */
const ManifestSchema = z.object({
  format: z.literal(FORMAT),
  /** `test-keys`: every key, the offline ones as well, is a plain file of this folder. */
  custody: z.enum(['test-keys', 'ceremony']),
  name: z.string(),
  statusUri: z.string(),
  bundleRoots: z.object({ threshold: z.int(), keys: z.array(Hex) }),
  rootFile: z.object({ version: z.int(), expiresAt: z.int(), earlier: z.int() }),
  bundleKey: KeyEntry,
  statusKey: KeyEntry,
  documentSigners: z.array(z.object({ ...Terms, office: z.string() })),
  grantorSigners: z.array(z.object({ ...Terms, grantor: z.string(), kinds: z.array(z.string()) })),
  dvs: z.object({ official: KeyEntry, 'non-official': KeyEntry }),
  personalisation: Location,
  /** True where the CVCA key was replaced: certificate and link of the one before stand beside it. */
  cvcaReplaced: z.boolean(),
});

export type Manifest = z.infer<typeof ManifestSchema>;
export type ManifestKey = z.infer<typeof KeyEntry>;

/** The manifest of an authority whose keys are kept at the places that `place` answers. */
export function manifestOf(
  authority: Authority,
  place: {
    readonly key: (name: string, key: { readonly publicKey: Uint8Array }) => KeyLocation;
    readonly personalisation: KeyLocation;
  },
): Manifest {
  const entry = (name: string, key: { readonly publicKey: Uint8Array }) => ({
    publicKey: toHex(key.publicKey),
    location: place.key(name, key),
  });
  const terms = (signer: DocumentSigner | GrantorSigner) => ({
    name: signer.name,
    key: entry(signer.name, signer.key),
    from: signer.from,
    through: signer.through,
    ...(signer.withdrawnAt === undefined ? {} : { withdrawnAt: signer.withdrawnAt }),
    ...(signer.kept === undefined ? {} : { kept: toHex(signer.kept) }),
    ...(signer.cap === undefined ? {} : { cap: signer.cap }),
  });
  const { bundleRoots, rootFile } = authority;
  return {
    format: FORMAT,
    custody: authority.offline === undefined ? 'ceremony' : 'test-keys',
    name: authority.name,
    statusUri: authority.statusUri,
    bundleRoots: { threshold: bundleRoots.threshold, keys: bundleRoots.keys.map((key) => toHex(key.publicKey)) },
    rootFile: { version: rootFile.version, expiresAt: rootFile.expiresAt, earlier: authority.earlierRoots.length },
    bundleKey: entry('bundle', authority.bundleKey),
    statusKey: entry('status', authority.statusKey),
    documentSigners: authority.documentSigners.map((signer) => ({ ...terms(signer), office: signer.office })),
    grantorSigners: authority.grantorSigners.map((signer) => ({
      ...terms(signer),
      grantor: signer.grantor,
      kinds: [...signer.kinds],
    })),
    dvs: {
      official: entry('dv-official', authority.dvs.official.key),
      'non-official': entry('dv-non-official', authority.dvs['non-official'].key),
    },
    personalisation: place.personalisation,
    cvcaReplaced: authority.cvca.previous !== undefined,
  };
}

/** The terms of a signer without its key, as the authority holds them. */
export function readTerms(entry: Manifest['documentSigners'][number] | Manifest['grantorSigners'][number]) {
  const { name, from, through, withdrawnAt, kept, cap } = entry;
  return {
    name,
    from,
    through,
    ...(withdrawnAt === undefined ? {} : { withdrawnAt }),
    ...(kept === undefined ? {} : { kept: fromHex(kept) }),
    ...(cap === undefined ? {} : { cap }),
  };
}

/** @throws PermitError STORE_FAILED */
export function parseManifest(bytes: Uint8Array): Manifest {
  try {
    return ManifestSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new PermitError('STORE_FAILED', { cause, detail: 'authority.json is damaged or of another format' });
  }
}
