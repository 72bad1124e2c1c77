import type { Language } from '../language.ts';
import { cardProblems } from './card-problems.ts';
import { caseProblems } from './case-problems.ts';
import { demonstrationProblems } from './demonstration-problems.ts';
import { grantProblems } from './grant-problems.ts';
import { personProblems } from './person-problems.ts';
import type { ProblemWords } from './problem-words.ts';
import { requestProblems } from './request-problems.ts';
import { stockProblems } from './stock-problems.ts';
import { thrownProblemTexts } from './thrown-problem-texts.ts';

/** The words of every problem that an office can answer with, but of thrown faults: those come from the list of all codes. */
export const PROBLEM_WORDS: ProblemWords = {
  ...requestProblems,
  ...caseProblems,
  ...personProblems,
  ...cardProblems,
  ...stockProblems,
  ...grantProblems,
};

/** A sentence for each code that a page can be answered with. */
export function problemTexts(language: Language): Readonly<Record<string, string>> {
  const written = Object.entries({ ...PROBLEM_WORDS, ...demonstrationProblems }).map(
    ([code, words]) => [code, words[language]] as const,
  );
  return { ...thrownProblemTexts(language), ...Object.fromEntries(written) };
}
