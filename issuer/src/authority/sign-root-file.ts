import { signTrustRoot, type TrustRoot } from '@residence-permit/shared/trust-bundle';
import type { Authority } from './authority.ts';
import type { Ed25519Key } from './ed25519-key.ts';

const DAY = 86_400;
/** Life of a root file: the offline keys come together once a year. */
const ROOT_FILE_LIFE_DAYS = 400;

/** What a root file is made of. */
export type RootFileParts = Pick<Authority, 'bundleRoots' | 'bundleKey' | 'statusKey'>;

/**
 * Signs a root file that names the bundle and status keys, by the threshold of the offline keys.
 * @param previous the offline keys of the version before, which have to sign a successor as well
 */
export function signRootFile(
  parts: RootFileParts,
  terms: { readonly version: number; readonly now: number },
  previous: Authority['bundleRoots'] = parts.bundleRoots,
): Promise<Uint8Array> {
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
  return signTrustRoot({ root, signers: [...signers] });
}

function quorum({ threshold, keys }: Authority['bundleRoots']): readonly Ed25519Key[] {
  return keys.slice(0, threshold);
}
