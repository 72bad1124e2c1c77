import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { RightRefusal } from '../../domain/rights/index.ts';
import type { CatalogueEntry, CatalogueProposal, PublishedCatalogue, SignedIn } from '../ports/index.ts';
import { atOffice, type OfficeDeps } from './at-office.ts';
import { catalogueInForce } from './catalogue-in-force.ts';
import { type CatalogueRefusal, decideCatalogue, MAX_PROPOSALS } from './decide-catalogue.ts';

export type ProposeCatalogueRefusal = RightRefusal | CatalogueRefusal;
export type PublishCatalogueRefusal = ProposeCatalogueRefusal | 'proposal-unknown' | 'already-published';

/** Puts a catalogue up for a second person. */
export function makeProposeCatalogue(deps: OfficeDeps) {
  return (
    by: SignedIn,
    input: { readonly entries: readonly CatalogueEntry[] },
  ): Promise<Outcome<CatalogueProposal, ProposeCatalogueRefusal>> =>
    atOffice<CatalogueProposal, CatalogueRefusal>(deps, by, { action: 'policy.publish' }, async (tx, { now }) => {
      const decided = decideCatalogue(input.entries, await catalogueInForce(tx));
      if (!decided.ok) return decided;
      const proposal = { id: deps.newId(), entries: decided.value, proposedBy: by.accountId, proposedAt: now };
      await tx.catalogues.insertProposal(proposal);
      await tx.audit({ action: 'policy.publish', object: `catalogue ${proposal.id}`, reason: 'proposed' });
      return ok(proposal);
    });
}

/** Catalogues that wait for a second person, the newest first. */
export function makeListCatalogueProposals(deps: OfficeDeps) {
  return (by: SignedIn): Promise<Outcome<readonly CatalogueProposal[], RightRefusal>> =>
    atOffice<readonly CatalogueProposal[], never>(deps, by, { action: 'policy.publish' }, async (tx) =>
      ok(await tx.catalogues.listProposals(MAX_PROPOSALS)),
    );
}

/** Publishes a proposed catalogue as the next version, for the trust bundle and for everybody. By another person than its proposer. */
export function makePublishCatalogue(deps: OfficeDeps) {
  return async (
    by: SignedIn,
    { proposalId }: { readonly proposalId: string },
  ): Promise<Outcome<PublishedCatalogue, PublishCatalogueRefusal>> => {
    const act = { action: 'policy.publish' } as const;
    return atOffice<PublishedCatalogue, PublishCatalogueRefusal>(deps, by, act, async (tx, { now }) => {
      const proposal = await tx.catalogues.findProposal(proposalId);
      if (proposal === undefined) return refused('proposal-unknown');
      if (proposal.publishedVersion !== undefined) return refused('already-published');
      if (proposal.proposedBy === by.accountId) return refused('same-person');
      const before = await catalogueInForce(tx);
      const decided = decideCatalogue(proposal.entries, before);
      if (!decided.ok) return decided;
      const version = before.version + 1;
      await tx.catalogues.publish(proposal, { version, accountId: by.accountId, at: now });
      await tx.audit({ action: 'policy.publish', object: `catalogue ${version}`, reason: 'published' });
      await tx.enqueue({ name: 'publish-trust', data: {} });
      return ok({ version, entries: proposal.entries, publishedAt: now });
    });
  };
}
