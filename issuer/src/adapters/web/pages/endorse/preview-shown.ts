import { clauseName } from '../../../documents/content/name-tables.ts';
import type { PageRequest } from '../../page/page.ts';
import type { Preview } from './read-preview.ts';

const MONTHS = 12;

/** A permit's endorsement as pages show it: the days, and the years of residence one line for each way of counting them. */
export function previewShown({ language }: PageRequest, preview: Preview) {
  const { clauses, effect, timing } = preview;
  const { lapse, rule, count, inTime, otherRule } = effect;
  const other = rule === 'PAUSE' ? 'RESET' : 'PAUSE';
  const isLate = timing === 'LATE';
  return {
    ...preview,
    isLate,
    lapse,
    counts: isLate
      ? [
          { name: 'in-time', ...spanOf(inTime) },
          { name: `late-${rule}`, ...spanOf(count), isNow: true },
          { name: `other-${other}`, ...spanOf(otherRule) },
        ]
      : [{ name: 'now', ...spanOf(count), isNow: true }],
    clause: {
      window: clauseName(clauses.window, language),
      lapse: clauseName(clauses.lapse, language),
      refusal: clauseName(clauses.refusal, language),
    },
  };
}

/** Whole years and the months beyond them. */
function spanOf({ months, years, daysNotCounted }: Preview['effect']['count']) {
  return { years, months: months - years * MONTHS, daysNotCounted };
}
