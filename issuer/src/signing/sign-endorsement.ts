import { type Ed25519Engine, type Ed25519Signer, verifySign1 } from '@residence-permit/shared/cose';
import { decodeSignedEndorsement, type Endorsement, signEndorsement } from '@residence-permit/shared/records';
import { checkOwnOutput, runSigner } from './check-own-output.ts';

/**
 * Signs the endorsement of one card with the office's key and verifies it before letting go of it.
 * @throws PermitError SIGNER_FAILED
 */
export function makeSignEndorsement(deps: { readonly signer: Ed25519Signer; readonly engine: Ed25519Engine }) {
  return async (endorsement: Endorsement): Promise<Uint8Array> => {
    const { signer, engine } = deps;
    const signedBytes = await runSigner('DG17', () => signEndorsement(endorsement, signer));
    checkOwnOutput('DG17', () => {
      const { sign1 } = decodeSignedEndorsement(signedBytes);
      return verifySign1({ sign1, publicKey: signer.publicKey, engine });
    });
    return signedBytes;
  };
}
