import { DEFAULT_KINDS, type EntitlementKind } from '@residence-permit/shared/entitlements';
import type { CatalogueEntry, OfficeTransaction, PublishedCatalogue } from '../ports/index.ts';

/** The catalogue that stands before an authority has published its own. */
export const FIRST_CATALOGUE: PublishedCatalogue = {
  version: 0,
  entries: DEFAULT_KINDS.map((kind) => ({ ...kind, isOpen: true, isOnCard: true })),
};

/** The newest published catalogue. */
export async function catalogueInForce(tx: Pick<OfficeTransaction, 'catalogues'>): Promise<PublishedCatalogue> {
  return (await tx.catalogues.newest()) ?? FIRST_CATALOGUE;
}

/** The kinds that a verifier can meet on a card, as the trust bundle names them. */
export function kindsOnCards({ entries }: Pick<PublishedCatalogue, 'entries'>): readonly EntitlementKind[] {
  return entries.filter(({ isOnCard }) => isOnCard).map(toKind);
}

/** The kind of an entry, without what the office alone keeps of it. */
export function toKind(entry: CatalogueEntry): EntitlementKind {
  const { id, dataGroup, grantor, titles, model, survivesSuspension, stalenessBudget } = entry;
  return { id, dataGroup, grantor, titles, model, survivesSuspension, stalenessBudget };
}
