import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aGuideVisit, type GuideVisit } from './a-guide-visit.ts';
import { atRoot, GUIDE_LANGUAGES, takenPath } from './guide-names.ts';
import { PICTURES } from './pictures.ts';
import { walkCards } from './walk-cards.ts';
import { walkCases } from './walk-cases.ts';
import { walkDesks } from './walk-desks.ts';
import { walkHolder } from './walk-holder.ts';

/** Two cores that other tests share; alone it takes a quarter of that. */
const OPEN_MS = 240_000;
const WALK_MS = 240_000;

let visit: GuideVisit;

beforeAll(async () => {
  for (const language of GUIDE_LANGUAGES) {
    rmSync(dirname(atRoot(takenPath(language, ''))), { recursive: true, force: true });
  }
  visit = await aGuideVisit();
}, OPEN_MS);
afterAll(async () => {
  await visit?.close();
});

describe('the pictures of the guides', () => {
  test('of cases up to their decision', () => walkCases(visit), WALK_MS);
  test('of cards and how they reach their holders', () => walkCards(visit), WALK_MS);
  test('of the other desks', () => walkDesks(visit), WALK_MS);
  test('of what a holder sees', () => walkHolder(visit), WALK_MS);

  test('are all taken, in both languages', () => {
    const missing = GUIDE_LANGUAGES.flatMap((language) =>
      PICTURES.map((name) => takenPath(language, name)).filter((path) => !existsSync(atRoot(path))),
    );
    expect(missing).toEqual([]);
  });
});
