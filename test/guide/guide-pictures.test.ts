import { statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aGuideVisit, type GuideVisit } from './a-guide-visit.ts';
import { atRoot, GUIDE_LANGUAGES, takenPath } from './guide-names.ts';
import { PICTURES } from './pictures.ts';
import { walkCards } from './walk-cards.ts';
import { walkCases } from './walk-cases.ts';
import { walkDesks } from './walk-desks.ts';
import { walkEndorsements } from './walk-endorsements.ts';
import { walkHolder } from './walk-holder.ts';

/** Two cores that other tests share; alone it takes a tenth of that. */
const OPEN_MS = 480_000;
const WALK_MS = 480_000;

/** Pictures of an earlier walk are older. */
const STARTED_MS = Date.now();

let visit: GuideVisit;

beforeAll(async () => {
  visit = await aGuideVisit();
}, OPEN_MS);
afterAll(async () => {
  await visit?.close();
});

describe('the pictures of the guides', () => {
  test('of cases up to their decision', () => walkCases(visit), WALK_MS);
  test('of cards and how they reach their holders', () => walkCards(visit), WALK_MS);
  test('of the yearly endorsement', () => walkEndorsements(visit), WALK_MS);
  test('of the other desks', () => walkDesks(visit), WALK_MS);
  test('of what a holder sees', () => walkHolder(visit), WALK_MS);

  test('are all taken, in both languages', () => {
    const missing = GUIDE_LANGUAGES.flatMap((language) =>
      PICTURES.map((name) => takenPath(language, name)).filter((path) => !isOfThisWalk(atRoot(path))),
    );
    expect(missing).toEqual([]);
  });
});

function isOfThisWalk(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && found.mtimeMs >= STARTED_MS;
}
