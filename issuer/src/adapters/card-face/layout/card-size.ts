/** A card of type ID-1, in millimetres: ISO/IEC 7810:2019, clause 5 (clause unchecked). */
export const CARD_SIZE = { width: 85.6, height: 53.98, cornerRadius: 3.18 } as const;

/** Nothing that is read stands nearer to an edge, in millimetres: a printer may be off by as much as one. */
export const SAFE_MARGIN = 3;
