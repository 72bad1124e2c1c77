import { type Code, PermitError } from '@residence-permit/shared/errors';

/** What `permit-card` exits with; after sysexits.h where that has a number for it. */
export const EXIT = {
  /** Done. */
  done: 0,
  /** Not possible now: the image exists already, is served by another process, or is not inserted. */
  refused: 1,
  /** Wrong arguments. */
  usage: 64,
  /** The image or the key file is missing or damaged. */
  badInput: 65,
  /** No virtual reader, or its slot holds another card. */
  noReader: 69,
  /** A fault. */
  fault: 70,
} as const;

const EXIT_OF_CODE: Partial<Record<Code, number>> = {
  STORE_CONFLICT: EXIT.refused,
  SETTING_BAD: EXIT.usage,
  IMAGE_BAD: EXIT.badInput,
  KEY_BAD: EXIT.badInput,
  READER_ABSENT: EXIT.noReader,
  READER_FAILED: EXIT.noReader,
};

export function exitCodeOf(cause: unknown): number {
  return (cause instanceof PermitError ? EXIT_OF_CODE[cause.code] : undefined) ?? EXIT.fault;
}
