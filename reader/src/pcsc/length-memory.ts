import type { Code } from '@residence-permit/shared/errors';

/** What one reader has shown of long commands. */
export type ReaderLengths = {
  /** Which form the next tap on it should use. */
  forNextTap(): 'short' | 'extended';
  /** A command was answered. */
  passed(command: Uint8Array, response: Uint8Array): void;
  /** A command failed in the transport. */
  failed(command: Uint8Array, code: Code): void;
};

/** A card that leaves just then is chance once, a reader that drops long frames twice. */
const LOSSES_TO_BELIEVE = 2;

/** Longest command and response of short length. ISO/IEC 7816-4 §5.2 */
const SHORT_COMMAND_BYTES = 261;
const SHORT_RESPONSE_BYTES = 258;

/**
 * Remembers which readers do not pass extended length, for as long as the process runs. A reader that refuses one outright is
 * believed. One whose card disappears at one gets short commands in the next tap, and for good after the second time; but
 * not where long ones passed before, since cards are lifted at any moment.
 */
export class LengthMemory {
  readonly #readers = new Map<string, ReaderLengths>();

  of(readerName: string): ReaderLengths {
    const known = this.#readers.get(readerName) ?? makeReaderLengths();
    this.#readers.set(readerName, known);
    return known;
  }
}

function makeReaderLengths(): ReaderLengths {
  let refused = false;
  let losses = 0;
  let lostLast = false;
  let proven = false;
  return {
    forNextTap() {
      const short = refused || lostLast || losses >= LOSSES_TO_BELIEVE;
      lostLast = false;
      return short ? 'short' : 'extended';
    },
    passed(command, response) {
      proven ||= command.length > SHORT_COMMAND_BYTES || response.length > SHORT_RESPONSE_BYTES;
      if (proven) losses = 0;
    },
    failed(command, code) {
      if (!isExtended(command)) return;
      if (code === 'READER_FAILED' || code === 'CARD_ANSWER_BAD') refused = true;
      if (proven || (code !== 'CARD_REMOVED' && code !== 'CARD_TIMED_OUT')) return;
      lostLast = true;
      losses += 1;
    },
  };
}

/** Whether a command is in extended form: 00 in the place of Lc or Le, and more after it. ISO/IEC 7816-4 §5.2 */
function isExtended(command: Uint8Array): boolean {
  return command.length >= 7 && command[4] === 0;
}
