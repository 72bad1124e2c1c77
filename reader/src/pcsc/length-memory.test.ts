import { fromHex } from '@residence-permit/shared/bytes';
import { describe, expect, it } from 'vitest';
import { LengthMemory } from './length-memory.ts';

const EXTENDED = fromHex('00b08100000000');
const SHORT = fromHex('00b0810000');

describe('what is remembered of a reader', () => {
  it('begins with extended length, for each reader by itself', () => {
    const memory = new LengthMemory();
    memory.of('A').failed(EXTENDED, 'READER_FAILED');
    expect([memory.of('A').forNextTap(), memory.of('B').forNextTap()]).toEqual(['short', 'extended']);
    expect(memory.of('A').forNextTap()).toBe('short');
  });

  it('does not change at a short command that fails', () => {
    const lengths = new LengthMemory().of('A');
    lengths.failed(SHORT, 'READER_FAILED');
    lengths.failed(SHORT, 'CARD_REMOVED');
    expect(lengths.forNextTap()).toBe('extended');
  });

  it('is short for one tap after a card was lost at a long command, and for good after the second', () => {
    const lengths = new LengthMemory().of('A');
    lengths.failed(EXTENDED, 'CARD_REMOVED');
    expect([lengths.forNextTap(), lengths.forNextTap()]).toEqual(['short', 'extended']);
    lengths.failed(EXTENDED, 'CARD_REMOVED');
    expect([lengths.forNextTap(), lengths.forNextTap()]).toEqual(['short', 'short']);
  });

  it('does not suspect a reader that passed a long answer before', () => {
    const lengths = new LengthMemory().of('A');
    lengths.passed(EXTENDED, new Uint8Array(700));
    for (let lifted = 0; lifted < 3; lifted += 1) lengths.failed(EXTENDED, 'CARD_REMOVED');
    expect(lengths.forNextTap()).toBe('extended');
    lengths.failed(EXTENDED, 'READER_FAILED');
    expect(lengths.forNextTap()).toBe('short');
  });
});
