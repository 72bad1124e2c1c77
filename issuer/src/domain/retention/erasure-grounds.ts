/** Why a person may be erased, with the words for the person's own record. Personal Information Protection Law (2021) art. 47. */
export const ERASURE_GROUNDS = {
  'purpose-ended': {
    clause: 'PIPL art. 47 (1)',
    meaning: 'The purpose was reached, cannot be reached, or needs it no more.',
  },
  'retention-ended': { clause: 'PIPL art. 47 (2)', meaning: 'The retention period has ended.' },
  'consent-withdrawn': { clause: 'PIPL art. 47 (3)', meaning: 'The person withdrew the consent on which it rested.' },
  unlawful: { clause: 'PIPL art. 47 (4)', meaning: 'It was processed against law or agreement.' },
  'other-law': { clause: 'PIPL art. 47 (5)', meaning: 'Another law requires it.' },
} as const satisfies Record<string, { readonly clause: string; readonly meaning: string }>;

export type ErasureGround = keyof typeof ERASURE_GROUNDS;
