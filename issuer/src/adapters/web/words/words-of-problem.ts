import type { ProblemCode } from '../../http/index.ts';
import type { Say } from './make-words.ts';

/** What a problem says to people: what is the matter, and what to do. Every code of the closed lists has a sentence. */
export function wordsOfProblem(say: Say, code: ProblemCode): string {
  return say(`problems.${code}`);
}
