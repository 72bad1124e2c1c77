import { toHex } from '@residence-permit/shared/bytes';
import { keyIdOf, nobleEd25519Signer } from '@residence-permit/shared/cose';

/** What a department says in an instruction. */
export type InstructionContent = Readonly<Record<string, string | number>>;

/** The type of an instruction that takes a grant back; without it, one that grants. */
export const WITHDRAWAL: InstructionContent = { typ: 'permit-grant-withdrawal+jws' };

/** A department's own key, and the instructions that it signs: JWS in compact form (RFC 7515 §7.1). */
export function aDepartment(seed: number) {
  const signer = nobleEd25519Signer(new Uint8Array(32).fill(seed));
  const kid = toHex(keyIdOf(signer.publicKey));
  return {
    publicKey: new Uint8Array(signer.publicKey),
    keyId: kid,
    async instruct(content: InstructionContent, header: InstructionContent = {}): Promise<string> {
      const head = { alg: 'EdDSA', typ: 'permit-grant+jws', kid, ...header };
      const input = `${base64Url(head)}.${base64Url(content)}`;
      const signature = await signer.sign(new TextEncoder().encode(input));
      return `${input}.${Buffer.from(signature).toString('base64url')}`;
    },
  };
}

function base64Url(content: InstructionContent): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}
