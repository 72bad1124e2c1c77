export { makePages, type PagesDeps } from './make-pages.ts';
export { FAMILIES } from './pages/families.ts';
export { type Language, LANGUAGES } from './words/language.ts';
export { makeWords, type Words } from './words/make-words.ts';
export { PAGE_TEXTS } from './words/page-texts.ts';
export { PROBLEM_WORDS } from './words/problems/problem-texts.ts';
