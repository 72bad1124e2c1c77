import { createHash } from 'node:crypto';
import { concatBytes, encodeUtf8, equalBytes, toHex } from '@residence-permit/shared/bytes';
import { combine, split } from 'shamir-secret-sharing';
import { PermitError } from '@residence-permit/shared/errors';
import { subsetsOf } from './subsets-of.ts';
import { wipe } from './wipe.ts';

/** An offline key that is split: who holds `threshold` shares of it holds the key. */
export type SharedKeyName = 'x509-root' | 'cvca';
export const SHARED_KEYS = ['x509-root', 'cvca'] as const satisfies readonly SharedKeyName[];

const CEREMONY_ID_BYTES = 16;
const CHECK_BYTES = 16;
/** A secret of 32 bytes, and the x coordinate that the library appends. */
const SHARE_BYTES = 33;

/** Which split a share is of. */
export type SplitTerms = {
  /** 16 random bytes that name the ceremony. */
  readonly ceremony: Uint8Array;
  readonly key: SharedKeyName;
  /** k and n. */
  readonly threshold: number;
  readonly custodians: number;
};

/** One custodian's part of one key. The bytes are secret; everything else may be shown. */
export type Share = SplitTerms & {
  /** From 1. */
  readonly custodian: number;
  /** 33 bytes of the library. */
  readonly bytes: Uint8Array;
  /** Start of SHA-256 over all of the above: tells a damaged share from one of another split. 16 bytes. */
  readonly check: Uint8Array;
};

/**
 * Splits the 32 private bytes of a key by the audited library `shamir-secret-sharing` (GF(2^8), after A. Shamir 1979), and
 * makes the key again from every set of `threshold` shares before it answers.
 * @throws PermitError SHARE_DAMAGED when one set does not give the key
 * @throws RangeError unless 2 ≤ threshold ≤ custodians ≤ 16
 */
export async function splitSecret(secret: Uint8Array, terms: SplitTerms): Promise<readonly Share[]> {
  const { threshold, custodians } = terms;
  if (threshold < 2 || threshold > custodians || custodians > 16) {
    throw new RangeError(`threshold: want 2 to ${custodians} of at most 16, got ${threshold}`);
  }
  const parts = await split(secret, custodians, threshold);
  const shares = parts.map((bytes, index) => makeShare({ ...terms, custodian: index + 1, bytes }));
  await verifyShares(shares, (made) => equalBytes(made, secret));
  return shares;
}

/** Adds the check to a share's parts. */
export function makeShare(parts: Omit<Share, 'check'>): Share {
  return { ...parts, check: checkOf(parts) };
}

/**
 * Makes the key from every set of `threshold` shares.
 * @returns how many sets there are
 * @throws PermitError SHARE_DAMAGED
 */
export async function verifyShares(shares: readonly Share[], isKey: (secret: Uint8Array) => boolean): Promise<number> {
  const sets = subsetsOf(shares, shares[0]?.threshold ?? 0);
  for (const set of sets) {
    const made = await combineShares(set, isKey);
    wipe(made);
  }
  return sets.length;
}

/**
 * The private bytes that the shares are of; the caller wipes them.
 * @param isKey whether these bytes are the private half of the public key that is expected
 * @throws PermitError SHARES_TOO_FEW, SHARE_REPEATED, SHARE_FOREIGN, SHARE_DAMAGED
 */
export async function combineShares(
  shares: readonly Share[],
  isKey: (secret: Uint8Array) => boolean,
): Promise<Uint8Array> {
  const [first] = shares;
  if (first === undefined) throw new PermitError('SHARES_TOO_FEW', { detail: 'none' });
  for (const share of shares) {
    const name = `${share.key}, custodian ${share.custodian}`;
    if (!equalBytes(share.check, checkOf(share)) || share.bytes.length !== SHARE_BYTES) {
      throw new PermitError('SHARE_DAMAGED', { detail: name });
    }
    if (!isOfSameSplit(first, share)) {
      throw new PermitError('SHARE_FOREIGN', { detail: `${name}: of ceremony ${toHex(share.ceremony)}` });
    }
  }
  if (new Set(shares.map(({ custodian }) => custodian)).size !== shares.length) {
    throw new PermitError('SHARE_REPEATED', { detail: first.key });
  }
  if (shares.length < first.threshold) {
    throw new PermitError('SHARES_TOO_FEW', { detail: `${first.key}: ${shares.length} of ${first.threshold}` });
  }
  const secret = await combine(shares.map(({ bytes }) => bytes));
  if (isKey(secret)) return secret;
  wipe(secret);
  throw new PermitError('SHARE_DAMAGED', { detail: `${first.key}: the shares do not give the key` });
}

/** Names a share on paper: the start of its check, which says nothing of its content. */
export function shareIdOf({ check }: Share): string {
  return toHex(check.slice(0, 6));
}

function isOfSameSplit(a: SplitTerms, b: SplitTerms): boolean {
  return (
    a.key === b.key &&
    a.threshold === b.threshold &&
    a.custodians === b.custodians &&
    equalBytes(a.ceremony, b.ceremony)
  );
}

function checkOf(share: Omit<Share, 'check'>): Uint8Array {
  const { ceremony, key, threshold, custodians, custodian, bytes } = share;
  if (ceremony.length !== CEREMONY_ID_BYTES) throw new RangeError('ceremony: want 16 bytes');
  const numbers = new Uint8Array([threshold, custodians, custodian]);
  const input = concatBytes(ceremony, encodeUtf8(key), numbers, bytes);
  const check = new Uint8Array(createHash('sha256').update(input).digest()).slice(0, CHECK_BYTES);
  wipe(input);
  return check;
}
