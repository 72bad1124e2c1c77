import type { SameKeys } from '../../words/texts.ts';
import type { deadlineZh } from './deadline-zh.ts';

/** The clock of a case, in English. */
export const deadlineEn: SameKeys<typeof deadlineZh> = {
  title: 'Extend the time limit',
  words: 'This case is due by {{day}}. It can be extended to {{last}} at most.',
  ground: {
    label: 'Ground of the extension',
    missing: 'Choose the ground of the extension',
    wrong: 'The published rules do not have this ground',
  },
  days: {
    label: 'Days in all, from acceptance',
    missing: 'Enter the days',
    wrong: 'Enter whole days, no more than the rules allow',
  },
  'days-hint': 'From {{least}} to {{most}}; the day of acceptance is not counted',
  once: 'A time limit is extended once only, and before it has passed.',
  button: 'Extend the time limit',
  link: 'Extend the time limit',
  extended: 'Extended: {{ground}}',
};
