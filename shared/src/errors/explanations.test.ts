import { expect, test } from 'vitest';
import { CODES } from './codes.ts';
import { ANSWER_EXPLANATIONS } from './explanations/answer-explanations.ts';
import { ENCODING_EXPLANATIONS } from './explanations/encoding-explanations.ts';
import { OFFICE_EXPLANATIONS } from './explanations/office-explanations.ts';
import { PAPER_EXPLANATIONS } from './explanations/paper-explanations.ts';
import { READER_EXPLANATIONS } from './explanations/reader-explanations.ts';
import { TRUST_EXPLANATIONS } from './explanations/trust-explanations.ts';

test('each code is explained once, in one family', () => {
  const families = [
    ENCODING_EXPLANATIONS,
    READER_EXPLANATIONS,
    ANSWER_EXPLANATIONS,
    TRUST_EXPLANATIONS,
    OFFICE_EXPLANATIONS,
    PAPER_EXPLANATIONS,
  ];
  expect(families.flatMap((family) => Object.keys(family)).toSorted()).toEqual(Object.keys(CODES).toSorted());
});
