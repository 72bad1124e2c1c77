import { PreviewView } from '../../../http/api/persons/merge-routes.ts';
import { type FormFields, formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { wordsOfProblem } from '../../words/words-of-problem.ts';
import { onWaiting, type Waiting } from './waiting.ts';

const FIELDS: FormFields = {
  reason: { pointer: '/body/reason', words: 'reviews.reason', refusals: ['reason-blank'] },
};
const PATH = '/office/reviews/merge/:id';

/** Making two records one: asked by one officer, approved by another, each seeing beforehand what would move. */
export const mergePages: readonly PageDefinition[] = [
  { path: PATH, access: 'signed-in', show: (page) => showMerge(page), act: askOrApprove },
];

type Pair = { readonly personId: string; readonly mergedId: string };

/** Which record stays: as it was asked for, else as the address says. */
function pairOf({ query, fields }: PageRequest, { state, personId = '', otherId = '' }: Waiting): Pair {
  const isSwapped = state === 'SAME' && (query['stays'] ?? textOf(fields, 'stays')) === 'other';
  return isSwapped ? { personId: otherId, mergedId: personId } : { personId, mergedId: otherId };
}

function showMerge(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  return onWaiting(page, 'merge', async (line) => {
    const pair = pairOf(page, line);
    const preview = await page.ask('previewMerge', { params: pair, reply: PreviewView });
    if (preview.kind === 'problem') return preview;
    const { survivor, merged, moves, obstacles } = preview.body;
    const data = {
      id: line.id,
      isRequested: line.state === 'REQUESTED',
      isMine: line.by === page.viewer?.accountId,
      isSwapped: pair.personId === line.otherId,
      survivor,
      merged,
      moves: Object.entries(moves).map(([name, count]) => ({ name: page.say(`reviews.merge.moves.${name}`), count })),
      obstacles: obstacles.map((code) => obstacleWords(page, code)),
    };
    const values = errors === undefined ? (page.kept ?? {}) : page.fields;
    return showForm('reviews/merge', { data, values, errors });
  });
}

function obstacleWords({ say, has }: PageRequest, code: string): string {
  return has(`problems.${code}`) ? wordsOfProblem(say, code as Parameters<typeof wordsOfProblem>[1]) : code;
}

function askOrApprove(page: PageRequest): Promise<Shown> {
  return onWaiting(page, 'merge', async (line) => {
    const { personId, mergedId } = pairOf(page, line);
    const isRequested = line.state === 'REQUESTED';
    const done = isRequested
      ? await page.ask('approveMerge', { params: { personId, mergedId } })
      : await page.ask('requestMerge', {
          params: { personId },
          body: { mergedId, reason: textOf(page.fields, 'reason') },
        });
    if (done.kind === 'reply') return goTo(`/office/reviews?done=${isRequested ? 'merged' : 'merge-asked'}`);
    const errors = formErrorsOf(page, done, FIELDS);
    return errors === undefined ? done : showMerge(page, errors);
  });
}
