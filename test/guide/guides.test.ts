import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PAGE_TEXTS } from '@residence-permit/issuer/web';
import { describe, expect, test } from 'vitest';
import { atRoot, GUIDE_LANGUAGES, type GuideLanguage, guidePath, picturePath, READERS } from './guide-names.ts';
import { readGuide } from './guide-text.ts';
import { PICTURES } from './pictures.ts';

/** In bytes: a checkout is fetched by people with slow lines. */
const MOST_OF_PICTURES = 2_500_000;
const GUIDES = READERS.flatMap((reader) => GUIDE_LANGUAGES.map((language) => ({ reader, language })));

function guide(reader: (typeof READERS)[number], language: GuideLanguage) {
  return readGuide(readFileSync(atRoot(guidePath(reader, language)), 'utf8'));
}

/** Names without folder and ending. */
function namesOf(targets: readonly string[]): readonly string[] {
  return targets.map((target) => target.replace(/^.*\//, '').replace(/\.\w+$/, ''));
}

describe.each(READERS)('the %s’s guide', (reader) => {
  const [zh, en] = GUIDE_LANGUAGES.map((language) => guide(reader, language));

  test('has the same sections in both languages', () => {
    expect(zh?.levels.length).toBeGreaterThan(10);
    expect(zh?.levels).toEqual(en?.levels);
  });

  test('shows the same pictures in the same order, each in its language', () => {
    expect(namesOf(zh?.pictures ?? [])).toEqual(namesOf(en?.pictures ?? []));
    for (const [at, language] of GUIDE_LANGUAGES.entries()) {
      const shown = [zh, en][at]?.pictures ?? [];
      expect(shown.filter((target) => !target.startsWith(`pictures/${language}/`))).toEqual([]);
    }
  });
});

describe.each(GUIDES)('the $reader’s guide in $language', ({ reader, language }) => {
  const { labels, links, pictures, headings, anchors } = guide(reader, language);

  test('quotes what the pages say in that language', () => {
    const says = sentencesOf(PAGE_TEXTS[language]);
    expect(labels.length).toBeGreaterThan(10);
    expect(labels.filter((label) => !says(label))).toEqual([]);
  });

  test('leads to sections that are there', () => {
    const slugs = headings.map((heading) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
    );
    expect(anchors.filter((anchor) => !slugs.includes(anchor))).toEqual([]);
  });

  test('leads to files that are there', () => {
    const folder = dirname(atRoot(guidePath(reader, language)));
    expect([...links, ...pictures].filter((target) => !existsSync(join(folder, target)))).toEqual([]);
  });
});

describe.each(GUIDE_LANGUAGES)('the pictures in %s', (language) => {
  const named = new Set(READERS.flatMap((reader) => namesOf(guide(reader, language).pictures)));

  test('are those that the walk takes: none is missing, and none is shown nowhere', () => {
    expect([...named].toSorted()).toEqual([...PICTURES].toSorted());
  });

  test('are committed, and no others', () => {
    const folder = dirname(atRoot(picturePath(language, '')));
    expect(namesOf(readdirSync(folder)).toSorted()).toEqual([...PICTURES].toSorted());
  });
});

test('the pictures are small enough to be fetched with the checkout', () => {
  const sizes = GUIDE_LANGUAGES.flatMap((language) =>
    PICTURES.map((name) => statSync(atRoot(picturePath(language, name))).size),
  );
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(MOST_OF_PICTURES);
});

/** Whether a page says that; a guide writes `…` where a page puts a value in. */
function sentencesOf(texts: object): (label: string) => boolean {
  const said = new Set(flat(texts).map((text) => text.replaceAll(/\{\{\w+\}\}/g, '…')));
  return (label) => said.has(label);
}

function flat(texts: object): readonly string[] {
  return Object.values(texts).flatMap((one: string | object) => (typeof one === 'string' ? [one] : flat(one)));
}
