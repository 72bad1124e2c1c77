import type { Problem } from '../ask/ask.ts';
import { wordsOfProblem } from '../words/words-of-problem.ts';
import type { FormErrors, PageRequest } from './page.ts';
import { textOf } from './text-of.ts';

/** A field of a form: where the API names it, and its sentences, which have `missing` and `wrong`. */
export type FormField = {
  /** JSON pointer of the value in the request; an error below it is the field's too. */
  readonly pointer: string;
  /** Key of its sentences. */
  readonly words: string;
  /** Refusals that are about this field. */
  readonly refusals?: readonly string[];
};

export type FormFields = Readonly<Record<string, FormField>>;

/** Problems that are shown in other ways than beside the form. */
const ELSEWHERE = ['NOT_SIGNED_IN', 'STEP_UP_NEEDED', 'NOT_ALLOWED', 'NOT_FOUND'];

/**
 * What a form says when the API did not do what it asked: a sentence beside each wrong field, one on top for the rest.
 * Nothing for a problem that no form can mend, which is shown as it is.
 */
export function formErrorsOf(page: PageRequest, problem: Problem, fields: FormFields): FormErrors | undefined {
  const { code, status, errors } = problem;
  if (ELSEWHERE.includes(code) || status >= 500) return undefined;
  if (code !== 'REQUEST_INVALID') {
    const sentence = wordsOfProblem(page.say, code);
    const at = Object.entries(fields).find(([, { refusals = [] }]) => refusals.includes(code))?.[0];
    return { status, fields: at === undefined ? {} : { [at]: sentence }, others: at === undefined ? [sentence] : [] };
  }
  const wrong = Object.entries(fields).filter(([, { pointer }]) =>
    errors.some((error) => isAt(error.pointer, pointer)),
  );
  const isKnown = (at: string) => wrong.some(([, { pointer }]) => isAt(at, pointer));
  const others = errors.every(({ pointer }) => isKnown(pointer)) ? [] : [wordsOfProblem(page.say, code)];
  return {
    status,
    fields: Object.fromEntries(wrong.map(([name, field]) => [name, sentenceOf(page, name, field)])),
    others,
  };
}

/** The sentence of a field that the page itself found missing or wrong. */
export function sentenceOf(page: PageRequest, name: string, { words }: FormField): string {
  return page.say(`${words}.${textOf(page.fields, name) === '' ? 'missing' : 'wrong'}`);
}

function isAt(pointer: string, field: string): boolean {
  return pointer === field || pointer.startsWith(`${field}/`);
}
