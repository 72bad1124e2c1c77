import type { PlainDate } from '@residence-permit/shared/plain-date';
import { REMEDY_TERMS } from '../../../domain/deadline/index.ts';
import { type CaseHead, caseHead, officeFoot, type ReviewBodies } from './case-head.ts';
import type { Block, DocumentContent } from './document-content.ts';
import { formatDate } from './format-values.ts';
import type { Language } from './language.ts';
import { clauseName } from './name-tables.ts';
import { sayIn } from './say.ts';

/** A refusal: every one names its reasons and how to object. */
export type RefusalNotice = CaseHead &
  ReviewBodies & {
    readonly decidedOn: PlainDate;
    /** At least one; the words are the reviewer's and printed as they are. */
    readonly reasons: readonly { readonly text: string; readonly clause: string }[];
    /** What would change the decision, in the words of the rule. */
    readonly wouldChange: readonly string[];
  };

/** @throws RangeError without a reason: nobody is refused without one */
export function refusalNotice(notice: RefusalNotice, language: Language): DocumentContent {
  if (notice.reasons.length === 0) throw new RangeError('reasons: want at least one');
  const say = sayIn(language);
  const { reviewBody, court } = notice;
  const [days, months] = [String(REMEDY_TERMS.reconsiderationDays), String(REMEDY_TERMS.lawsuitMonths)];
  const change: readonly Block[] = [
    { kind: 'heading', text: say('refusal-change') },
    { kind: 'list', items: notice.wouldChange },
  ];
  return {
    title: say('refusal-title'),
    blocks: [
      caseHead(notice, language),
      { kind: 'paragraph', text: say('refusal-intro', { decidedOn: formatDate(notice.decidedOn, language) }) },
      { kind: 'heading', text: say('refusal-reasons') },
      { kind: 'list', items: notice.reasons.map((reason) => reasonLine(reason, language)) },
      ...(notice.wouldChange.length === 0 ? [] : change),
      { kind: 'heading', text: say('refusal-remedy') },
      {
        kind: 'list',
        items: [
          say('refusal-reconsideration', { days, reviewBody }),
          say('refusal-lawsuit', { months, court }),
          say('refusal-free'),
        ],
      },
      officeFoot(notice, language),
    ],
  };
}

function reasonLine({ text, clause }: { readonly text: string; readonly clause: string }, language: Language): string {
  const name = clauseName(clause, language);
  return language === 'zh' ? `${text}（${name}）` : `${text} (${name})`;
}
