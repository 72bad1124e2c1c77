import type { SameKeys } from '../../words/texts.ts';
import type { statisticsZh } from './statistics-zh.ts';

/** Counts of cases, in English. */
export const statisticsEn: SameKeys<typeof statisticsZh> = {
  title: 'Statistics',
  words:
    'Deadlines come first. Small counts are left out, so that nobody is told from them; the plots leave them out too.',
  suppressed: 'few, not shown',
  'as-of': 'On {{day}} the clock of {{total}} cases is running',
  age: 'Days since acceptance',
  cases: 'Cases',
  month: 'Month',
  kept: 'In time',
  'late-count': 'Late',
  kind: 'Kind',
  outcome: 'Outcome',
  outcomes: 'What became of cases',
  'no-outcomes': 'No case came out in these months.',
  'kept-title': 'In time and late',
  open: {
    title: 'Cases whose clock runs',
    words: 'Open cases by the days since their acceptance; the numbers are in the table.',
  },
  late: {
    title: 'Late cases by month',
    words: 'Cases that were done after their due day, month by month; the numbers are in the table.',
  },
  bands: {
    '0-5': '0 to 5 days',
    '6-10': '6 to 10 days',
    '11-15': '11 to 15 days',
    '16-30': '16 to 30 days',
    'over-30': 'over 30 days',
  },
};
