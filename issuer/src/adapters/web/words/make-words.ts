import { createInstance } from 'i18next';
import type { Language } from './language.ts';
import type { Texts } from './texts.ts';

/** Says the sentence of a key (groups joined by dots) with the values put in; what is said is text and no markup. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** The sentences of every page in both languages. */
export type Words = {
  readonly sayIn: (language: Language) => Say;
  /** Whether there is a sentence of that key. */
  readonly has: (key: string) => boolean;
};

/** Opens the sentences. A key that nobody wrote is a fault: @throws RangeError naming it, when it is said */
export function makeWords(texts: Readonly<Record<Language, Texts>>): Words {
  const instance = createInstance();
  void instance.init({
    resources: { zh: { translation: texts.zh }, en: { translation: texts.en } },
    lng: 'zh',
    fallbackLng: false,
    initAsync: false,
    // The templates escape.
    interpolation: { escapeValue: false },
  });
  const has = (key: string) => instance.exists(key, { lng: 'zh' });
  return {
    has,
    sayIn(language) {
      const translate = instance.getFixedT(language);
      return (key, values = {}) => {
        if (!has(key)) throw new RangeError(`key: want one of the texts, got ${key}`);
        return translate(key, { ...values });
      };
    },
  };
}
