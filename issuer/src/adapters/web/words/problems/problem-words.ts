import type { Language } from '../language.ts';

/** What people are told about each code: what is the matter and, where it is not plain, what to do. */
export type ProblemWords = Readonly<Record<string, Readonly<Record<Language, string>>>>;
