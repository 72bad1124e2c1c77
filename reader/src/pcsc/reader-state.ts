/** The state word of SCardGetStatusChange, taken apart. PC/SC part 5, SCARD_STATE_*; the upper half is pcsc-lite's own. */
export type ReaderState = {
  /** A card is in the field and answers. */
  readonly ready: boolean;
  /** A card is in the field but did not answer to reset. */
  readonly mute: boolean;
  /** The reader itself is gone. */
  readonly unplugged: boolean;
  /** Insertions and removals so far, modulo 65536. pcsc-lite counts them; other implementations may leave 0. */
  readonly eventCount: number;
};

const STATE_UNKNOWN = 0x0004;
const STATE_UNAVAILABLE = 0x0008;
const STATE_PRESENT = 0x0020;
const STATE_MUTE = 0x0200;

export function decodeReaderState(word: number): ReaderState {
  const present = (word & STATE_PRESENT) !== 0;
  const mute = (word & STATE_MUTE) !== 0;
  return {
    ready: present && !mute,
    mute: present && mute,
    unplugged: (word & (STATE_UNKNOWN | STATE_UNAVAILABLE)) !== 0,
    eventCount: (word >>> 16) & 0xffff,
  };
}

/**
 * Whether the card that was ready at `before` has left since. Status events are merged when they follow fast, so a card
 * that was lifted and put back shows as present both times; the count of events tells.
 */
export function cardLeftSince(before: ReaderState, now: ReaderState): boolean {
  return !now.ready || now.eventCount !== before.eventCount;
}
