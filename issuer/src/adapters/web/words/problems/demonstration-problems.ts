import type { ProblemWords } from './problem-words.ts';

/** What is refused about the cards and taps of a demonstration. */
export const demonstrationProblems = {
  'card-absent': { zh: '读卡器上没有卡。', en: 'No card lies on the reader.' },
  'reader-is-real': {
    zh: '这是真实读卡器，请自行放卡。',
    en: 'This reader is a real one: lay the card on it yourself.',
  },
  'service-point-unknown': { zh: '没有这个服务点。', en: 'There is no such service point.' },
  'number-malformed': { zh: '卡面上的数字为六位。', en: 'The number on the front has six digits.' },
} as const satisfies ProblemWords;
