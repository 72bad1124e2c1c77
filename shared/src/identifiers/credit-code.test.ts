import { expect, test } from 'vitest';
import { parseCreditCode } from './index.ts';

const badIdentifier = expect.objectContaining({ code: 'IDENTIFIER_BAD' });

// GB 32100-2015, the example of the standard. Its organisation code M000100Y4 passes the check of GB 11714 as well.
const example = '91350100M000100Y43';

test('accepts the example of the standard', () => {
  expect(parseCreditCode(example)).toBe(example);
});

test('refuses every change of one character', () => {
  for (let index = 0; index < 18; index++) {
    for (const character of '0123456789ABCDEFGHJKLMNPQRTUWXY') {
      if (character === example[index]) continue;
      const changed = example.slice(0, index) + character + example.slice(index + 1);
      expect(() => parseCreditCode(changed), changed).toThrow(badIdentifier);
    }
  }
});

test('tells which of the two check characters is wrong', () => {
  expect(() => parseCreditCode('91350100M000100Y53')).toThrow(expect.objectContaining({ offset: 16 }));
  expect(() => parseCreditCode('91350100M000100Y44')).toThrow(expect.objectContaining({ offset: 17 }));
});

test.each(['', '91350100m000100y43', '91350100M000100Y4', '9I350100M000100Y43', '91350100M000100Y43 '])(
  'refuses %j',
  (text) => {
    expect(() => parseCreditCode(text)).toThrow(badIdentifier);
  },
);
