import { describe, expect, it } from 'vitest';
import { cardLeftSince, decodeReaderState } from './reader-state.ts';

// State words as pcsc-lite 1.9.9 reports them: CHANGED 02, EMPTY 10, PRESENT 20, INUSE 100, MUTE 200; events in the upper half.
const EMPTY = 0x0002_0012;
const READY = 0x0003_0022;

describe('the state of a reader', () => {
  it('tells a card that answers from one that does not and from none', () => {
    expect(decodeReaderState(EMPTY)).toEqual({ ready: false, mute: false, unplugged: false, eventCount: 2 });
    expect(decodeReaderState(READY)).toEqual({ ready: true, mute: false, unplugged: false, eventCount: 3 });
    expect(decodeReaderState(0x0003_0222)).toEqual({ ready: false, mute: true, unplugged: false, eventCount: 3 });
  });

  it('sees a reader that is gone itself', () => {
    expect(decodeReaderState(0x000c).unplugged).toBe(true);
  });

  it('reads the count of events without a sign', () => {
    expect(decodeReaderState(0xffff_0022 | 0).eventCount).toBe(0xffff);
  });

  it('sees that a card stayed when only its use changed', () => {
    expect(cardLeftSince(decodeReaderState(READY), decodeReaderState(READY | 0x100))).toBe(false);
  });

  it('sees a card that is gone', () => {
    expect(cardLeftSince(decodeReaderState(READY), decodeReaderState(0x0004_0012))).toBe(true);
  });

  it('sees a card that left and came back between two reports', () => {
    expect(cardLeftSince(decodeReaderState(READY), decodeReaderState(0x0005_0022))).toBe(true);
  });
});
