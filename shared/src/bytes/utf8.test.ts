import { expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8, fromHex, toHex } from './index.ts';

test('carries names of every plane unchanged', () => {
  for (const name of ['阿不都·热西提', '\u{20BB7}田', 'é', '\ufeffmark', ''])
    expect(decodeUtf8(encodeUtf8(name))).toBe(name);
  expect(toHex(encodeUtf8('\u{20BB7}'))).toBe('f0a0aeb7');
});

test.each(['c0af', 'eda080', 'f4908080', '80', 'e4bd', 'ff'])('refuses the bytes %s', (hex) => {
  expect(() => decodeUtf8(fromHex(hex))).toThrow(TypeError);
});

test('refuses half of a surrogate pair', () => {
  expect(() => encodeUtf8('a\ud842')).toThrow(RangeError);
});
