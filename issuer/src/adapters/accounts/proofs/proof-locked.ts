/** Too many wrong tries; nothing is looked at until then. */
export type ProofLocked = { readonly ok: false; readonly refusal: 'proof-locked'; readonly retryAfterS: number };
