import { X509Certificate } from 'node:crypto';
import { equalBytes } from '@residence-permit/shared/bytes';
import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { PermitError } from '@residence-permit/shared/errors';
import { type Authority, Ed25519Key, P256Key } from '../authority/index.ts';
import { isPrivateHalf } from './hold-key-ceremony.ts';
import type { Packet } from './packet.ts';
import { combineShares, type SharedKeyName } from './share.ts';
import { wipe } from './wipe.ts';

/** Offline keys that enough custodians have brought together; they live as long as the operation. */
export type RecoveredHalves = {
  readonly root: Ed25519Key;
  readonly cvca: P256Key;
  /** Those of the custodians who are here. */
  readonly bundleRoots: readonly Ed25519Key[];
};

/**
 * Makes the offline keys of an authority from the packets of enough custodians, and wipes the packets.
 * @throws PermitError SHARES_TOO_FEW, SHARE_REPEATED, SHARE_FOREIGN, SHARE_DAMAGED
 */
export async function openOfflineHalves(
  authority: Pick<Authority, 'root' | 'cvca' | 'bundleRoots'>,
  packets: readonly Packet[],
): Promise<RecoveredHalves> {
  const publicKeys = {
    'x509-root': x509PublicKey(authority.root.certificate),
    cvca: decodeCvCertificate(authority.cvca.certificate).publicKey,
  };
  const secretOf = (key: SharedKeyName) =>
    combineShares(
      packets.flatMap(({ shares }) => shares.filter((share) => share.key === key)),
      (secret) => isPrivateHalf(key, secret, publicKeys[key]),
    );
  const [rootSeed, cvcaScalar] = [await secretOf('x509-root'), await secretOf('cvca')];
  try {
    return {
      root: Ed25519Key.fromSeed(rootSeed),
      cvca: P256Key.fromScalar(cvcaScalar),
      bundleRoots: packets.map((packet) => bundleRootOf(packet, authority)),
    };
  } finally {
    wipe(rootSeed, cvcaScalar);
    for (const packet of packets) wipe(packet.bundleRootSeed, ...packet.shares.map(({ bytes }) => bytes));
  }
}

function bundleRootOf(packet: Packet, { bundleRoots }: Pick<Authority, 'bundleRoots'>): Ed25519Key {
  const key = Ed25519Key.fromSeed(packet.bundleRootSeed);
  if (bundleRoots.keys.some(({ publicKey }) => equalBytes(publicKey, key.publicKey))) return key;
  const detail = `bundle root key of custodian ${packet.custodian}: not one of the root file in force`;
  throw new PermitError('SHARE_FOREIGN', { detail });
}

/** The 32 bytes of the Ed25519 key in a certificate: the end of its SubjectPublicKeyInfo. RFC 8410 §4. */
export function x509PublicKey(certificate: Uint8Array): Uint8Array {
  const spki = new X509Certificate(certificate).publicKey.export({ format: 'der', type: 'spki' });
  return new Uint8Array(spki.subarray(-32));
}
