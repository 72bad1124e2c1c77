import type { EntitlementKind } from '@residence-permit/shared/entitlements';

/** What being entitled would tell of somebody. */
export const TOLD_OF = ['ILLNESS', 'PREGNANCY', 'HARDSHIP'] as const;

/** A kind of the catalogue, and where its grants may stand. */
export type CatalogueEntry = EntitlementKind & {
  /** Whether new grants of this kind are made. Old ones go on to be read, so that no kind ever leaves the catalogue. */
  readonly isOpen: boolean;
  /** Whether its grants are written to cards; one that tells of its holder stays in the register. */
  readonly isOnCard: boolean;
  readonly tells?: (typeof TOLD_OF)[number];
};

/** A catalogue as it was published. */
export type PublishedCatalogue = {
  /** From 1, ascending; 0 is the one that stands before anything was published. */
  readonly version: number;
  readonly entries: readonly CatalogueEntry[];
  /** Seconds since the epoch; absent for version 0. */
  readonly publishedAt?: number;
};

/** A catalogue that waits for a second person. */
export type CatalogueProposal = {
  readonly id: string;
  readonly entries: readonly CatalogueEntry[];
  readonly proposedBy: string;
  readonly proposedAt: number;
  readonly publishedVersion?: number;
};

/** @throws PermitError STORE_CONFLICT when another was published first; STORE_FAILED */
export type CatalogueStore = {
  newest(): Promise<PublishedCatalogue | undefined>;
  find(version: number): Promise<PublishedCatalogue | undefined>;
  insertProposal(proposal: CatalogueProposal): Promise<void>;
  findProposal(id: string): Promise<CatalogueProposal | undefined>;
  /** Those that nobody published, the newest first. */
  listProposals(limit: number): Promise<readonly CatalogueProposal[]>;
  publish(
    proposal: CatalogueProposal,
    as: { readonly version: number; readonly accountId: string; readonly at: number },
  ): Promise<void>;
};
