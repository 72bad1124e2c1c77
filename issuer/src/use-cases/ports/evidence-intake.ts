import type { Outcome } from '@residence-permit/shared/outcome';

/** Why a file is not taken: codes of the closed list. */
export type FileFault =
  | 'EVIDENCE_TYPE_REFUSED'
  | 'EVIDENCE_TOO_LARGE'
  | 'EVIDENCE_BOMB'
  | 'EVIDENCE_POLYGLOT'
  | 'EVIDENCE_ACTIVE';

/** Judges by content whether a file may be taken. */
export type ExamineFile = (
  bytes: Uint8Array,
) => Promise<Outcome<{ readonly mediaType: string; readonly size: number }, FileFault>>;

/** Brings a picture to the size of the chip: a baseline JPEG. */
export type DerivePortrait = (bytes: Uint8Array) => Promise<Outcome<Uint8Array, FileFault | 'PORTRAIT_REFUSED'>>;
