import { equalBytes } from '@residence-permit/shared/bytes';
import type { Ed25519PublicKey, Ed25519Signer } from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';
import type { P256Signer } from './authority.ts';
import type { MasterKey } from './master-key.ts';

/**
 * Where a private key is kept: an unencrypted PKCS#8 file, one sealed under a passphrase, or a PKCS#11 token named by an
 * RFC 7512 URI. Paths in an authority's folder are relative to it.
 */
export type KeyLocation =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'sealed-file'; readonly path: string }
  | { readonly kind: 'token'; readonly uri: string };

/** Opens keys where they are kept. The composition root makes one from passphrase, PIN and PKCS#11 module. */
export type KeyOpener = {
  ed25519(location: KeyLocation): Promise<Ed25519Signer>;
  p256(location: KeyLocation): Promise<P256Signer>;
  master(location: KeyLocation): Promise<MasterKey>;
};

/** A signer that is known by its public key and place, and opened at its first signature. */
export type Located<Signer> = Signer & { readonly location: KeyLocation };

/** @throws PermitError KEY_BAD at the first signature when another key is kept there */
export function locatedEd25519(
  publicKey: Ed25519PublicKey,
  location: KeyLocation,
  opener: KeyOpener,
): Located<Ed25519Signer> {
  const open = once(async () => requireKey(await opener.ed25519(location), publicKey, location));
  return { publicKey, location, sign: async (message) => (await open()).sign(message) };
}

/** @throws PermitError KEY_BAD at the first signature when another key is kept there */
export function locatedP256(publicKey: Uint8Array, location: KeyLocation, opener: KeyOpener): Located<P256Signer> {
  const open = once(async () => requireKey(await opener.p256(location), publicKey, location));
  return { publicKey, location, sign: async (message) => (await open()).sign(message) };
}

/** Where a key is kept; `undefined` for one that is held in memory. */
export function locationOf(key: object): KeyLocation | undefined {
  return 'location' in key && isLocation(key.location) ? key.location : undefined;
}

/** In words for people: the file, or the token and its object. */
export function describeLocation(location: KeyLocation): string {
  return location.kind === 'token' ? `token ${location.uri}` : `${location.kind} ${location.path}`;
}

/** Runs once; a failure is tried again at the next call. */
export function once<Value>(run: () => Promise<Value>): () => Promise<Value> {
  let running: Promise<Value> | undefined;
  return () => {
    running ??= run().catch((cause: unknown) => {
      running = undefined;
      throw cause;
    });
    return running;
  };
}

function requireKey<Signer extends { readonly publicKey: Uint8Array }>(
  signer: Signer,
  publicKey: Uint8Array,
  location: KeyLocation,
): Signer {
  if (equalBytes(signer.publicKey, publicKey)) return signer;
  throw new PermitError('KEY_BAD', { detail: `another key is kept at ${describeLocation(location)}` });
}

function isLocation(value: unknown): value is KeyLocation {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  const { kind } = value;
  if (kind === 'token') return 'uri' in value && typeof value.uri === 'string';
  return (kind === 'file' || kind === 'sealed-file') && 'path' in value && typeof value.path === 'string';
}
