import { fileURLToPath } from 'node:url';

/** Languages of the guides, as their files are named. */
export const GUIDE_LANGUAGES = ['zh', 'en'] as const;
export type GuideLanguage = (typeof GUIDE_LANGUAGES)[number];

/** For whom there is a guide. */
export const READERS = ['officer', 'holder'] as const;
export type GuideReader = (typeof READERS)[number];

/** The file of a guide, from the root of the checkout. */
export function guidePath(reader: GuideReader, language: GuideLanguage): string {
  return `docs/guide/${reader}-${language}.md`;
}

/** The committed picture of that name, from the root of the checkout. */
export function picturePath(language: GuideLanguage, name: string): string {
  return `docs/guide/${pictureTarget(language, name)}`;
}

/** As a guide names it. */
function pictureTarget(language: GuideLanguage, name: string): string {
  return `pictures/${language}/${name}.webp`;
}

/** Where the walk through the pages leaves a picture, from the root of the checkout. */
export function takenPath(language: GuideLanguage, name: string): string {
  return `test/output/guide/${language}/${name}.png`;
}

/** A path of the checkout, from a module of this folder before the build. */
export function atRoot(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
