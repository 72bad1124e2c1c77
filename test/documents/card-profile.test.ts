import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cardProfilePage } from './card-profile-page.ts';

test('docs/card-profile.md shows the bytes that the chip exchanges', () => {
  const page = readFileSync(new URL('../../docs/card-profile.md', import.meta.url), 'utf8');
  expect(page.includes('EXTERNAL AUTHENTICATE')).toBe(true);
  expect(cardProfilePage(page)).toBe(page);
});
