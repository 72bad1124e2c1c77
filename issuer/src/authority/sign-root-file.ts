import type { Ed25519PublicKey, Ed25519Signer } from '@residence-permit/shared/cose';
import { equalBytes } from '@residence-permit/shared/bytes';
import { PermitError } from '@residence-permit/shared/errors';
import { signTrustRoot, type TrustRoot } from '@residence-permit/shared/trust-bundle';
import type { Authority, BundleRoots, RootFile } from './authority.ts';

const DAY = 86_400;
/** Life of a root file: the offline keys come together once a year. */
const ROOT_FILE_LIFE_DAYS = 400;
/** Days before its end from which a root file is renewed, so that verifiers that are seldom online get the new one in time. */
const ROOT_FILE_RENEWAL_DAYS = 90;

/** What a root file is made of. */
export type RootFileParts = {
  readonly bundleRoots: BundleRoots;
  readonly bundleKey: { readonly publicKey: Ed25519PublicKey };
  readonly statusKey: { readonly publicKey: Ed25519PublicKey };
};

/**
 * Signs a root file that names the root, bundle and status keys. A successor is signed by the threshold of the keys before
 * it and by the threshold of its own.
 * @param options.signers the root keys that are at hand, old and new, in any order
 * @param options.previous the root keys of the version before; those of the file itself where they stay
 * @throws PermitError ROOT_SIGNERS_TOO_FEW
 */
export async function signRootFile(
  parts: RootFileParts,
  options: {
    readonly version: number;
    readonly now: number;
    readonly signers: readonly Ed25519Signer[];
    readonly previous?: BundleRoots;
  },
): Promise<RootFile> {
  const root: Omit<TrustRoot, 'signedBy'> = {
    version: options.version,
    issuedAt: options.now,
    expiresAt: options.now + ROOT_FILE_LIFE_DAYS * DAY,
    threshold: parts.bundleRoots.threshold,
    rootKeys: parts.bundleRoots.keys.map(({ publicKey }) => publicKey),
    bundleKeys: [parts.bundleKey.publicKey],
    statusKeys: [parts.statusKey.publicKey],
  };
  const old = quorum(options.previous ?? parts.bundleRoots, options.signers, 'of the version before');
  const own = quorum(parts.bundleRoots, options.signers, 'of the new version');
  const bytes = await signTrustRoot({ root, signers: [...new Set([...old, ...own])] });
  return { version: root.version, expiresAt: root.expiresAt, bytes };
}

/** As many of the named keys as the threshold asks for. */
function quorum(roots: BundleRoots, signers: readonly Ed25519Signer[], whose: string): readonly Ed25519Signer[] {
  const found = roots.keys.flatMap(({ publicKey }) => {
    const signer = signers.find((candidate) => equalBytes(candidate.publicKey, publicKey));
    return signer === undefined ? [] : [signer];
  });
  if (found.length < roots.threshold) {
    const detail = `root keys ${whose}: ${found.length} at hand, ${roots.threshold} must sign`;
    throw new PermitError('ROOT_SIGNERS_TOO_FEW', { detail });
  }
  return found.slice(0, roots.threshold);
}

/**
 * The authority with the next version of its root file, where the one in force is near its end; otherwise unchanged.
 * @throws PermitError OFFLINE_KEYS_ABSENT when it is near its end and the offline keys are not here
 */
export async function renewRootFile<Held extends Authority>(authority: Held, now: number): Promise<Held> {
  const { version, expiresAt } = authority.rootFile;
  if (now < expiresAt - ROOT_FILE_RENEWAL_DAYS * DAY) return authority;
  if (authority.offline === undefined) throw new PermitError('OFFLINE_KEYS_ABSENT', { detail: 'root file' });
  const rootFile = await signRootFile(authority, { version: version + 1, now, signers: authority.offline.bundleRoots });
  return withRootFile(authority, rootFile);
}

/** The authority with that root file in force and the one before it in the chain. */
export function withRootFile<Held extends Authority>(authority: Held, rootFile: RootFile): Held {
  return { ...authority, rootFile, earlierRoots: [...authority.earlierRoots, authority.rootFile.bytes] };
}
