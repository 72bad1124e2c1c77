import { expect, test } from 'vitest';
import { ACTIONS } from '../../../domain/rights/index.ts';
import { makeWords } from './make-words.ts';
import { PAGE_TEXTS } from './page-texts.ts';

test('every act of the table of rights has words in both languages', () => {
  const words = makeWords(PAGE_TEXTS);
  const [zh, en] = [words.sayIn('zh'), words.sayIn('en')];
  for (const action of ACTIONS) {
    expect(zh(`acts.${action}`), action).toMatch(/\p{Script=Han}/u);
    expect(en(`acts.${action}`), action).toMatch(/^[a-z]/);
  }
});
