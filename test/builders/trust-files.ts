import { deflateSync } from 'node:zlib';
import type { Authority } from '@residence-permit/issuer/authority';
import { keyIdOf } from '@residence-permit/shared/cose';
import { DEFAULT_KINDS } from '@residence-permit/shared/entitlements';
import { DEFAULT_PURPOSES } from '@residence-permit/shared/purposes';
import { certificateThumbprint } from '@residence-permit/shared/records';
import {
  CARD_STATUS,
  CARD_STATUS_BITS,
  encodeStatusListToken,
  packStatuses,
} from '@residence-permit/shared/status-list';
import { signTrustBundle, type TrustBundle, type TrustPins } from '@residence-permit/shared/trust-bundle';

const DAY = 86_400;

/** The trust files of one authority, as a verifier gets them. */
export type TrustFiles = {
  readonly pins: TrustPins;
  readonly rootBytes: Uint8Array;
  readonly bundleBytes: Uint8Array;
  readonly statusTokens: readonly Uint8Array[];
};

/** What the bundle of an authority says at a time; the default catalogue, nothing revoked. */
export function makeBundle(authority: Authority, now: number): TrustBundle {
  return {
    seq: 1,
    issuedAt: now,
    expiresAt: now + 7 * DAY,
    rootVersion: authority.rootFile.version,
    signers: [
      ...authority.documentSigners.map(({ key, certificate, from, through }) => ({
        use: 'document' as const,
        keyId: keyIdOf(key.publicKey),
        publicKey: key.publicKey,
        x5t: certificateThumbprint(certificate),
        from,
        through,
      })),
      ...authority.grantorSigners.map(({ key, grantor, kinds, from, through }) => ({
        use: 'grantor' as const,
        keyId: keyIdOf(key.publicKey),
        publicKey: key.publicKey,
        grantor,
        kinds,
        from,
        through,
      })),
    ],
    cvcas: [authority.cvca.certificate],
    revokedTerminals: ['ZZTERMINAL00001'],
    purposes: DEFAULT_PURPOSES,
    kinds: DEFAULT_KINDS,
    statusSeq: new Map([[authority.statusUri, 1]]),
    withdrawnGrants: [],
  };
}

/** A status list of 64 cards in which the card at `revoked` is revoked. */
export function makeStatusToken(input: {
  readonly authority: Authority;
  readonly now: number;
  readonly seq: number;
  readonly revoked: number;
}): Promise<Uint8Array> {
  return encodeStatusListToken({
    uri: input.authority.statusUri,
    list: packStatuses({ bits: CARD_STATUS_BITS, length: 64, entries: [[input.revoked, CARD_STATUS.REVOKED]] }),
    issuedAt: input.now,
    expiresAt: input.now + DAY,
    seq: input.seq,
    signer: input.authority.statusKey,
    deflate: (bytes) => deflateSync(bytes, { level: 9 }),
  });
}

/** The files of an authority that has just held its ceremony. */
export async function makeTrustFiles(authority: Authority, now: number): Promise<TrustFiles> {
  const { threshold, keys } = authority.bundleRoots;
  return {
    pins: { threshold, keys: keys.map(({ publicKey }) => publicKey) },
    rootBytes: authority.rootFile.bytes,
    bundleBytes: await signTrustBundle(makeBundle(authority, now), authority.bundleKey),
    statusTokens: [await makeStatusToken({ authority, now, seq: 1, revoked: 3 })],
  };
}
