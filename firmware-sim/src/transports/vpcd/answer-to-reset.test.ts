import { describe, expect, it } from 'vitest';
import { contactlessAtr, PERMIT_ATR } from './answer-to-reset.ts';

describe('the answer to reset', () => {
  it('of a card without historical bytes is the one that every contactless reader makes', () => {
    expect(contactlessAtr(new Uint8Array(0))).toEqual(Uint8Array.of(0x3b, 0x80, 0x80, 0x01, 0x01));
  });

  it('of the permit card states its count of historical bytes and checks to zero', () => {
    expect(PERMIT_ATR[1]).toBe(0x80 | (PERMIT_ATR.length - 5));
    expect(PERMIT_ATR.subarray(1).reduce((sum, byte) => sum ^ byte, 0)).toBe(0);
  });

  it('refuses more historical bytes than it can count', () => {
    expect(() => contactlessAtr(new Uint8Array(16))).toThrow(RangeError);
  });
});
