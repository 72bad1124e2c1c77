import { PERSON_LANGUAGES, type PersonLanguage } from '../../use-cases/ports/index.ts';

/** A language as its column holds it, which takes no other. */
export function toLanguage(column: string): PersonLanguage {
  const [standard] = PERSON_LANGUAGES;
  return PERSON_LANGUAGES.find((language) => language === column) ?? standard;
}
