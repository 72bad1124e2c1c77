import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { MissingPaper } from '../../../domain/papers/index.ts';
import { type CaseHead, caseHead, officeFoot } from './case-head.ts';
import type { DocumentContent } from './document-content.ts';
import { formatDate, joinNames } from './format-values.ts';
import type { Language } from './language.ts';
import { clauseName, PAPER_NAMES } from './name-tables.ts';
import { sayIn } from './say.ts';

/** The one notice that names everything missing. Decree 663 art. 9. */
export type MissingPapersNotice = CaseHead & {
  readonly missing: readonly MissingPaper[];
  /** Last day on which they may be brought. */
  readonly dueOn: PlainDate;
};

/** @throws RangeError when nothing is missing */
export function missingPapersNotice(notice: MissingPapersNotice, language: Language): DocumentContent {
  if (notice.missing.length === 0) throw new RangeError('missing: want at least one');
  const say = sayIn(language);
  return {
    title: say('missing-title'),
    blocks: [
      caseHead(notice, language),
      { kind: 'paragraph', text: say('missing-intro') },
      { kind: 'heading', text: say('missing-papers') },
      { kind: 'list', items: notice.missing.map((paper) => missingLine(paper, language)) },
      { kind: 'rows', rows: [[say('missing-due'), formatDate(notice.dueOn, language)]] },
      { kind: 'paragraph', text: say('missing-next') },
      officeFoot(notice, language),
    ],
  };
}

function missingLine(paper: MissingPaper, language: Language): string {
  const names = paper.anyOf.map((type) => PAPER_NAMES[type][language]);
  const values = { papers: joinNames(names, language), clause: clauseName(paper.clause, language) };
  return sayIn(language)(names.length === 1 ? 'missing-one' : 'missing-any-of', values);
}
