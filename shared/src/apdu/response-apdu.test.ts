import { expect, test } from 'vitest';
import { CardError } from '../errors/index.ts';
import { expectSuccess } from './expect-success.ts';
import { decodeResponse, encodeResponse } from './response-apdu.ts';
import { describeStatusWord, STATUS_WORDS } from './status-word.ts';

test('a response comes back with its status word', () => {
  const response = { data: Uint8Array.of(1, 2, 3), sw: 0x6282 };
  expect(decodeResponse(encodeResponse(response))).toEqual(response);
});

test.each([[[]], [[0x90]]])('refuses %j as a response', (bytes) => {
  expect(() => decodeResponse(Uint8Array.from(bytes))).toThrow(expect.objectContaining({ code: 'APDU_MALFORMED' }));
});

test('success gives the data; anything else is CARD_STATUS with the status word', () => {
  expect(expectSuccess({ data: Uint8Array.of(7), sw: 0x9000 }, 'READ BINARY')).toEqual(Uint8Array.of(7));
  const refused = (): unknown => expectSuccess({ data: new Uint8Array(0), sw: 0x6982 }, 'READ BINARY');
  expect(refused).toThrow(CardError);
  expect(refused).toThrow(expect.objectContaining({ code: 'CARD_STATUS', sw: 0x6982 }));
});

test('status words are told in words, tries left and unknown ones too', () => {
  expect(describeStatusWord(0x63c2)).toBe('2 tries left');
  expect(describeStatusWord(0x6f42)).toBe('unknown status 6f42');
  expect(new Set(Object.values(STATUS_WORDS)).size).toBe(Object.keys(STATUS_WORDS).length);
});
