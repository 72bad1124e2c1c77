import { isEntitlementGroup, USE_MODELS } from '@residence-permit/shared/entitlements';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { isCatalogueId, isGrantor } from '@residence-permit/shared/records';
import type { CatalogueEntry, PublishedCatalogue } from '../ports/index.ts';

/** The trust bundle carries the whole catalogue to every verifier. */
export const MAX_CATALOGUE_ENTRIES = 200;
/** The bundle counts staleness in seconds; a quarter of a year is longer than any list is good for. */
const MAX_STALENESS_S = 90 * 86_400;
/** Nothing takes a proposal back, so that old ones are left out of lists. */
export const MAX_PROPOSALS = 20;
const MAX_TITLE_CODE_POINTS = 60;

export type CatalogueRefusal =
  | 'too-many-kinds'
  | 'kind-twice'
  /** An id, grantor, data group, use model, title or staleness budget outside its range. */
  | 'kind-malformed'
  /** Grants of a kind stay readable: it is closed, never taken out. */
  | 'kind-left-out'
  /** Whose it is, where it stands and how it is used up are what old grants were signed under. */
  | 'kind-changed'
  /** A kind that tells of illness, pregnancy or hardship by being there stays in the register. */
  | 'tells-too-much';

/** Whether a catalogue may follow the one in force. */
export function decideCatalogue(
  entries: readonly CatalogueEntry[],
  before: Pick<PublishedCatalogue, 'entries'>,
): Outcome<readonly CatalogueEntry[], CatalogueRefusal> {
  if (entries.length === 0 || entries.length > MAX_CATALOGUE_ENTRIES) return refused('too-many-kinds');
  if (new Set(entries.map(({ id }) => id)).size !== entries.length) return refused('kind-twice');
  if (!entries.every(isWellFormed)) return refused('kind-malformed');
  if (entries.some(({ isOnCard, tells }) => isOnCard && tells !== undefined)) return refused('tells-too-much');
  for (const old of before.entries) {
    const entry = entries.find(({ id }) => id === old.id);
    if (entry === undefined) return refused('kind-left-out');
    if (!isSameKind(entry, old)) return refused('kind-changed');
  }
  return ok(entries);
}

function isWellFormed({ id, grantor, dataGroup, model, titles, stalenessBudget }: CatalogueEntry): boolean {
  const isTitle = (title: string) => title.trim() !== '' && Array.from(title).length <= MAX_TITLE_CODE_POINTS;
  return (
    isCatalogueId(id) &&
    isGrantor(grantor) &&
    isEntitlementGroup(dataGroup) &&
    USE_MODELS.includes(model) &&
    isTitle(titles.zh) &&
    isTitle(titles.en) &&
    Number.isInteger(stalenessBudget) &&
    stalenessBudget > 0 &&
    stalenessBudget <= MAX_STALENESS_S
  );
}

function isSameKind(entry: CatalogueEntry, old: CatalogueEntry): boolean {
  return (
    entry.grantor === old.grantor &&
    entry.dataGroup === old.dataGroup &&
    entry.model === old.model &&
    entry.isOnCard === old.isOnCard
  );
}
