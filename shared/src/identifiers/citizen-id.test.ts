import { expect, test } from 'vitest';
import { citizenIdBirthDate, citizenIdSex, parseCitizenId } from './index.ts';

const badIdentifier = expect.objectContaining({ code: 'IDENTIFIER_BAD' });

// GB 11643-1999, the examples of the standard.
const standardExamples = ['11010519491231002X', '440524188001010014'] as const;
// Areas of Hong Kong, Macao and Taiwan residents (GB/T 2260 and the measures of 2018); invented numbers.
const residentExamples = ['810000198001010014', '820000198001010016', '830000198001010018'] as const;

test.each([...standardExamples, ...residentExamples])('accepts %s', (text) => {
  expect(parseCitizenId(text)).toBe(text);
});

test('reads birth date and sex', () => {
  const id = parseCitizenId('11010519491231002X');
  expect(citizenIdBirthDate(id)).toBe('1949-12-31');
  expect(citizenIdSex(id)).toBe('female');
  expect(citizenIdSex(parseCitizenId('440524188001010014'))).toBe('male');
});

test('refuses every change of one digit', () => {
  for (const text of standardExamples) {
    for (let index = 0; index < 18; index++) {
      for (const digit of '0123456789X') {
        if (digit === text[index]) continue;
        expect(() => parseCitizenId(text.slice(0, index) + digit + text.slice(index + 1))).toThrow(badIdentifier);
      }
    }
  }
});

test('refuses every exchange of two neighbours that differ', () => {
  for (const text of standardExamples) {
    for (let index = 0; index < 17; index++) {
      const [a, b] = [text.charAt(index), text.charAt(index + 1)];
      if (a === b) continue;
      expect(() => parseCitizenId(text.slice(0, index) + b + a + text.slice(index + 2))).toThrow(badIdentifier);
    }
  }
});

test.each([
  '',
  '11010519491231002x',
  '1101051949123100',
  ' 11010519491231002X',
  '110105194912310021',
  '010105194912310026',
])('refuses %j', (text) => {
  expect(() => parseCitizenId(text)).toThrow(badIdentifier);
});

test('refuses a birth date that no calendar has, though the check character fits', () => {
  expect(() => parseCitizenId('110105194902310026')).toThrow(badIdentifier);
});

test('accepts an area code that was abolished: Jiaonan 370281, merged in 2012', () => {
  expect(parseCitizenId('370281199001010010')).toBe('370281199001010010');
});
