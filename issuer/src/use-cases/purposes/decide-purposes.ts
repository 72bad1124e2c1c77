import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { isPurposeWellFormed } from '@residence-permit/shared/trust-bundle';
import { PURPOSES } from '../../domain/rights/index.ts';
import type { PublishedCatalogue, PurposeEntries } from '../ports/index.ts';

/** The trust bundle carries all of them to every verifier. */
export const MAX_TERMINAL_PURPOSES = 100;
const MAX_TITLE_CODE_POINTS = 80;

export type PurposesRefusal =
  | 'too-many-purposes'
  | 'purpose-twice'
  /** An id, title, field or question outside its range. */
  | 'purpose-malformed'
  /** What was looked at or approved for a purpose stays readable: none is taken out. */
  | 'purpose-left-out'
  /** What an officer's purpose asks is in the tables of rights; a version says it in words, and changes nothing of it. */
  | 'purpose-not-in-rights'
  /** The purpose asks for a kind that the catalogue does not bring to cards. */
  | 'kind-unknown';

/** Whether purposes may follow those in force. */
export function decidePurposes(
  entries: PurposeEntries,
  { before, catalogue }: { readonly before: PurposeEntries; readonly catalogue: Pick<PublishedCatalogue, 'entries'> },
): Outcome<PurposeEntries, PurposesRefusal> {
  const { office, terminal } = entries;
  if (terminal.length > MAX_TERMINAL_PURPOSES) return refused('too-many-purposes');
  if (hasTwice(office) || hasTwice(terminal)) return refused('purpose-twice');
  if (office.some(({ id, caseNumber }) => PURPOSES[id].caseNumber !== caseNumber)) {
    return refused('purpose-not-in-rights');
  }
  if (isOneMissing(office, Object.keys(PURPOSES)) || isOneMissing(terminal, idsOf(before.terminal))) {
    return refused('purpose-left-out');
  }
  const titles = office.flatMap((purpose) => [purpose.titles.zh, purpose.titles.en]);
  if (!titles.every(isTitle) || !terminal.every(isPurposeWellFormed)) return refused('purpose-malformed');
  const onCards = catalogue.entries.filter(({ isOnCard }) => isOnCard).map(({ id }) => id);
  const kinds = terminal.flatMap(({ kind }) => (kind === undefined ? [] : [kind]));
  return kinds.every((kind) => onCards.includes(kind)) ? ok(entries) : refused('kind-unknown');
}

type Named = readonly { readonly id: string }[];

function idsOf(entries: Named): readonly string[] {
  return entries.map(({ id }) => id);
}

function hasTwice(entries: Named): boolean {
  return new Set(idsOf(entries)).size !== entries.length;
}

function isOneMissing(entries: Named, wanted: readonly string[]): boolean {
  return wanted.some((id) => !idsOf(entries).includes(id));
}

function isTitle(title: string): boolean {
  return title.trim() !== '' && Array.from(title).length <= MAX_TITLE_CODE_POINTS;
}
