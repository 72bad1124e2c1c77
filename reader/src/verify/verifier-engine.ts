import type { Ed25519Engine } from '@residence-permit/shared/cose';
import type { KeyAgreement } from '@residence-permit/shared/pace';

/** Who does the arithmetic of a tap. Every engine gives the same answers; without `agreement` the portable one serves. */
export type VerifierEngine = Ed25519Engine & { readonly agreement?: KeyAgreement };
