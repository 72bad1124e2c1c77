import { type KeyLocation, type Located } from '../../authority/located-keys.ts';
import type { Ed25519Signer } from '@residence-permit/shared/cose';
import type { RandomSource } from '../../ports/index.ts';
import type { EcdsaP256Signer } from '../ecdsa-p256-signer.ts';
import { formatPkcs11Uri, type Pkcs11Uri } from './pkcs11-uri.ts';
import type { TokenPool } from './token-pool.ts';

const ID_LENGTH = 8;

/**
 * Makes keys on the token that the URI names, each labelled with its name and with a random CKA_ID. Their places are URIs of
 * the token, label and id; where its library and PIN are is a matter of the machine, unless `on` says it.
 */
export function makeTokenKeys(deps: {
  readonly tokens: TokenPool;
  readonly on: Pkcs11Uri;
  readonly random: RandomSource;
}) {
  const { tokens, on, random } = deps;
  const generate = async (algorithm: 'ed25519' | 'p256', label: string) => {
    const token = await tokens.tokenOf(on);
    const name = { label, id: random(ID_LENGTH) };
    await token.generate({ algorithm, ...name });
    const location: KeyLocation = { kind: 'token', uri: formatPkcs11Uri({ ...on, ...name }) };
    return { token, name, location };
  };
  return {
    /** @throws PermitError STORE_CONFLICT where the token has a key of that name; what `openToken` throws */
    async ed25519(label: string): Promise<Located<Ed25519Signer>> {
      const { token, name, location } = await generate('ed25519', label);
      return { ...(await token.ed25519Signer(name)), location };
    },
    /** @throws PermitError as `ed25519` */
    async p256(label: string): Promise<Located<EcdsaP256Signer>> {
      const { token, name, location } = await generate('p256', label);
      return { ...(await token.p256Signer(name)), location };
    },
  };
}
