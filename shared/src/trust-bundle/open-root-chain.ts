import type { Ed25519Engine } from '../cose/index.ts';
import { PermitError } from '../errors/index.ts';
import { openTrustRoot, peekRootVersion, type TrustPins } from './open-root.ts';
import type { TrustRoot } from './trust-root.ts';

/** Most root files of one chain: a verifier that slept through more must be set up anew. */
export const MAX_ROOT_FILES = 64;

/**
 * The newest root that a chain of root files leads to. Each file opens under the pins of the one before it, and once a
 * version is known the next is exactly one more, so that a verifier which slept through several rotations follows them one
 * by one (The Update Framework 1.0 §5.3). Files of versions below the floor are passed over, as are those in front which
 * the pins cannot open as long as no version is known. An expired root on the way is no fault: only the last one counts.
 * @param input.rootFiles oldest first; the same version may stand twice
 * @param input.floorVersion version of the root whose pins are given; 0 when they came with the installation
 * @throws PermitError TRUST_UNSIGNED, TRUST_ROOT_GAP, TRUST_ROLLED_BACK
 * @throws DecodeError a CBOR code, COSE_* or TRUST_MALFORMED
 */
export function openRootChain(input: {
  readonly rootFiles: readonly Uint8Array[];
  readonly pins: TrustPins;
  readonly floorVersion?: number;
  readonly engine: Ed25519Engine;
}): { readonly root: TrustRoot; readonly pins: TrustPins } {
  const { rootFiles, engine } = input;
  if (rootFiles.length > MAX_ROOT_FILES) throw new PermitError('TRUST_TOO_LARGE', { detail: 'root files' });
  let known = input.floorVersion ?? 0;
  let held: { readonly root: TrustRoot; readonly pins: TrustPins } | undefined;
  let refusal: unknown;
  for (const [index, rootBytes] of rootFiles.entries()) {
    const version = peekRootVersion(rootBytes);
    const isLast = index === rootFiles.length - 1;
    if (version < known && !isLast) continue;
    if (version < known) throw new PermitError('TRUST_ROLLED_BACK', { detail: `root ${version} after ${known}` });
    if (known > 0 && version > known + 1) {
      throw new PermitError('TRUST_ROOT_GAP', { detail: `from ${known} to ${version}` });
    }
    try {
      held = openTrustRoot({ rootBytes, pins: held?.pins ?? input.pins, engine });
      known = version;
    } catch (cause) {
      if (known > 0 || isLast) throw cause;
      refusal = cause;
    }
  }
  if (held === undefined) throw refusal ?? new PermitError('TRUST_UNSIGNED', { detail: 'no root file' });
  return held;
}
