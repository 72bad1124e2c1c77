import type { PageRequest } from '../../page/page.ts';
import type { CaseBody } from '../cases/read-case.ts';
import { readPreview } from './read-preview.ts';

/** What whoever decides an endorsement has to know of it. */
export type DecisionNotice = {
  /** How far the permit is endorsed, and whether it is late. */
  readonly words: readonly string[];
  /** What a refusal does to the permit. */
  readonly onRefusal: string;
};

/** The notice for a case of endorsement; nothing for other kinds, and where its permit cannot be read any more. */
export async function decisionNotice(
  page: PageRequest,
  { application: { kind, permitId } }: Pick<CaseBody, 'application'>,
): Promise<DecisionNotice | undefined> {
  if (kind !== 'ENDORSE' || permitId === undefined) return undefined;
  const preview = await readPreview(page, permitId);
  if (preview.kind === 'problem') return undefined;
  const { endorsedThrough, timing, onRefusal } = preview.body;
  const { say, format } = page;
  return {
    words: [
      say('endorse.decision-words', { day: format.date(endorsedThrough) }),
      ...(timing === 'LATE' ? [say('endorse.decision-late')] : []),
    ],
    onRefusal: say(`endorse.refusal.${onRefusal}`),
  };
}
