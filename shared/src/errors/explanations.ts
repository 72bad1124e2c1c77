import type { Code } from './codes.ts';
import type { Explanation } from './explanation.ts';
import { ANSWER_EXPLANATIONS } from './explanations/answer-explanations.ts';
import { ENCODING_EXPLANATIONS } from './explanations/encoding-explanations.ts';
import { OFFICE_EXPLANATIONS } from './explanations/office-explanations.ts';
import { PAPER_EXPLANATIONS } from './explanations/paper-explanations.ts';
import { READER_EXPLANATIONS } from './explanations/reader-explanations.ts';
import { TRUST_EXPLANATIONS } from './explanations/trust-explanations.ts';

/** What is told about every code. A code stands in one family. */
export const EXPLANATIONS = {
  ...ENCODING_EXPLANATIONS,
  ...READER_EXPLANATIONS,
  ...ANSWER_EXPLANATIONS,
  ...TRUST_EXPLANATIONS,
  ...OFFICE_EXPLANATIONS,
  ...PAPER_EXPLANATIONS,
} as const satisfies Record<Code, Explanation>;
