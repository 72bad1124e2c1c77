import { signTrustRoot, type TrustRoot } from '@residence-permit/shared/trust-bundle';
import type { Authority, RootFile } from './authority.ts';
import type { Ed25519Key } from './ed25519-key.ts';

const DAY = 86_400;
/** Life of a root file: the offline keys come together once a year. */
const ROOT_FILE_LIFE_DAYS = 400;
/** Days before its end from which a root file is renewed, so that verifiers that are seldom online get the new one in time. */
const ROOT_FILE_RENEWAL_DAYS = 90;

/** What a root file is made of. */
export type RootFileParts = Pick<Authority, 'bundleRoots' | 'bundleKey' | 'statusKey'>;

/**
 * Signs a root file that names the bundle and status keys, by the threshold of the offline keys.
 * @param previous the offline keys of the version before, which have to sign a successor as well
 */
export async function signRootFile(
  parts: RootFileParts,
  terms: { readonly version: number; readonly now: number },
  previous: Authority['bundleRoots'] = parts.bundleRoots,
): Promise<RootFile> {
  const root: Omit<TrustRoot, 'signedBy'> = {
    version: terms.version,
    issuedAt: terms.now,
    expiresAt: terms.now + ROOT_FILE_LIFE_DAYS * DAY,
    threshold: parts.bundleRoots.threshold,
    rootKeys: parts.bundleRoots.keys.map((key) => key.publicKey),
    bundleKeys: [parts.bundleKey.publicKey],
    statusKeys: [parts.statusKey.publicKey],
  };
  const signers = new Set<Ed25519Key>([...quorum(previous), ...quorum(parts.bundleRoots)]);
  const bytes = await signTrustRoot({ root, signers: [...signers] });
  return { version: root.version, expiresAt: root.expiresAt, bytes };
}

function quorum({ threshold, keys }: Authority['bundleRoots']): readonly Ed25519Key[] {
  return keys.slice(0, threshold);
}

/** The authority with the next version of its root file, where the one in force is near its end; otherwise unchanged. */
export async function renewRootFile(authority: Authority, now: number): Promise<Authority> {
  const { version, expiresAt } = authority.rootFile;
  if (now < expiresAt - ROOT_FILE_RENEWAL_DAYS * DAY) return authority;
  return { ...authority, rootFile: await signRootFile(authority, { version: version + 1, now }) };
}
