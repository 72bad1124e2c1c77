/** The media types that are taken as evidence. */
export type EvidenceMediaType = 'application/pdf' | 'image/jpeg' | 'image/png';

/**
 * Largest file in bytes per type: a colour page of A4 at 300 dots an inch is 1 to 3 MB as JPEG and 10 to 16 MB as PNG; a
 * lease of twenty scanned pages is 10 to 20 MB as PDF.
 */
export const EVIDENCE_MAX_BYTES = {
  'application/pdf': 20 * 2 ** 20,
  'image/jpeg': 8 * 2 ** 20,
  'image/png': 16 * 2 ** 20,
} as const satisfies Record<EvidenceMediaType, number>;

/** The largest of them: where reading an upload stops. */
export const EVIDENCE_UPLOAD_MAX_BYTES = Math.max(...Object.values(EVIDENCE_MAX_BYTES));

/** Pixels of a picture: A4 at 600 dots an inch is 35 million. */
export const PICTURE_MAX_PIXELS = 40_000_000;
/** Pixels of one side of a picture. */
export const PICTURE_MAX_SIDE = 12_000;

/** Why a file is not taken. They are codes of the closed list. */
export type EvidenceRefusal =
  | 'EVIDENCE_TYPE_REFUSED'
  | 'EVIDENCE_TOO_LARGE'
  | 'EVIDENCE_BOMB'
  | 'EVIDENCE_POLYGLOT'
  | 'EVIDENCE_ACTIVE';

/** What was found out about a file that may be taken. */
export type ExaminedFile = {
  readonly mediaType: EvidenceMediaType;
  /** Bytes. */
  readonly size: number;
};
