import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import { supplementDueOn } from '../deadline/index.ts';
import type { ApplicationState } from '../lifecycles/index.ts';
import type { TermsPolicy } from '../policy/index.ts';
import type { MissingPaper } from './missing-papers.ts';

/** The one notice of missing papers of a case. */
export type SupplementNotice = {
  readonly missing: readonly MissingPaper[];
  readonly toldOn: PlainDate;
  /** Last day on which they may be brought. */
  readonly dueOn: PlainDate;
};

export type SupplementRefusal =
  | 'not-submitted'
  /** Decree 663 art. 9: once. What was not asked for then cannot hold the case up now. */
  | 'already-told'
  | 'nothing-missing';

export type AcceptRefusal = 'not-submitted' | 'papers-missing';

/** What the office knows of a case when it looks at its papers. */
export type PapersLook = {
  readonly state: ApplicationState;
  /** The notice that was given before, if any. */
  readonly told: SupplementNotice | undefined;
  /** What `missingPapers` found. */
  readonly missing: readonly MissingPaper[];
};

/** The notice that names everything that is missing. */
export function decideSupplement(
  look: PapersLook,
  { today, terms }: { readonly today: PlainDate; readonly terms: TermsPolicy },
): Outcome<SupplementNotice, SupplementRefusal> {
  if (look.state !== 'SUBMITTED') return refused('not-submitted');
  if (look.told !== undefined) return refused('already-told');
  if (look.missing.length === 0) return refused('nothing-missing');
  return ok({ missing: look.missing, toldOn: today, dueOn: supplementDueOn(today, terms) });
}

/**
 * Whether a case can be accepted. After a notice only what the notice named can be missing: a rule that was overlooked then
 * is the office's matter, and is returned so that the reviewer sees it.
 */
export function decideAcceptance(
  look: PapersLook,
): Outcome<{ readonly overlooked: readonly MissingPaper[] }, AcceptRefusal> {
  if (look.state !== 'SUBMITTED') return refused('not-submitted');
  const told = look.told?.missing.map(({ rule }) => rule);
  const due = told === undefined ? look.missing : look.missing.filter(({ rule }) => told.includes(rule));
  if (due.length > 0) return refused('papers-missing');
  return ok({ overlooked: look.missing });
}
