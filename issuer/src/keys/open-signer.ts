import type { Ed25519Signer } from '@residence-permit/shared/cose';
import { PermitError } from '@residence-permit/shared/errors';
import { Ed25519Key } from '../authority/ed25519-key.ts';
import type { KeyLocation } from '../authority/located-keys.ts';
import { P256Key } from '../authority/p256-key.ts';
import type { EcdsaP256Signer } from './ecdsa-p256-signer.ts';
import { looksSealed, readKeyFile } from './sealing/key-file.ts';
import { openPkcs8 } from './sealing/seal-pkcs8.ts';
import { parsePkcs11Uri } from './token/pkcs11-uri.ts';
import type { TokenPool } from './token/token-pool.ts';

/** Where a private key is kept. */
export type SignerLocation = KeyLocation;

/** What opens the places of keys: the office's passphrase, and its tokens. */
export type KeyAccess = {
  readonly readPassphrase: (path: string) => Promise<string>;
  readonly tokens: TokenPool;
};

/**
 * A signer for the Ed25519 key that is kept there. A file that was sealed in its place is asked the passphrase for; one that
 * should be sealed and is not is refused. The caller compares its public key with the one expected.
 * @throws PermitError KEY_BAD, KEY_EXPOSED, PASSPHRASE_WRONG, STORE_FAILED; SETTING_BAD on a malformed URI; what `openToken` throws
 */
export async function openEd25519Signer(location: KeyLocation, access: KeyAccess): Promise<Ed25519Signer> {
  if (location.kind !== 'token') return readPrivate(location, access, (pkcs8) => Ed25519Key.fromPkcs8(pkcs8));
  const uri = parsePkcs11Uri(location.uri);
  return (await access.tokens.tokenOf(uri)).ed25519Signer(uri);
}

/** A signer for the P-256 key that is kept there; as `openEd25519Signer`. */
export async function openP256Signer(location: KeyLocation, access: KeyAccess): Promise<EcdsaP256Signer> {
  if (location.kind !== 'token') return readPrivate(location, access, (pkcs8) => P256Key.fromPkcs8(pkcs8));
  const uri = parsePkcs11Uri(location.uri);
  return (await access.tokens.tokenOf(uri)).p256Signer(uri);
}

async function readPrivate<Key>(
  location: Exclude<KeyLocation, { readonly kind: 'token' }>,
  access: KeyAccess,
  read: (pkcs8: Uint8Array) => Key,
): Promise<Key> {
  const { path, kind } = location;
  const bytes = await readKeyFile(path);
  if (!looksSealed(bytes)) {
    if (kind === 'sealed-file') throw new PermitError('KEY_BAD', { detail: `${path} is not sealed` });
    return read(bytes);
  }
  const pkcs8 = await openPkcs8({ bytes, passphrase: await access.readPassphrase(path) });
  try {
    return read(pkcs8);
  } finally {
    pkcs8.fill(0);
  }
}
