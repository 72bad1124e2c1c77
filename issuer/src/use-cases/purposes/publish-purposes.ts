import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { RightRefusal } from '../../domain/rights/index.ts';
import { atOffice, catalogueInForce, MAX_PROPOSALS, type OfficeDeps } from '../catalogue/index.ts';
import type {
  OfficeTransaction,
  PublishedPurposes,
  PurposeEntries,
  PurposeProposal,
  SignedIn,
} from '../ports/index.ts';
import { decidePurposes, type PurposesRefusal } from './decide-purposes.ts';
import { purposesInForce } from './purposes-in-force.ts';

export type ProposePurposesRefusal = RightRefusal | PurposesRefusal;
export type PublishPurposesRefusal = ProposePurposesRefusal | 'proposal-unknown' | 'already-published';

const act = { action: 'policy.publish' } as const;

/** Puts purposes up for a second person. */
export function makeProposePurposes(deps: OfficeDeps) {
  return (by: SignedIn, input: PurposeEntries): Promise<Outcome<PurposeProposal, ProposePurposesRefusal>> =>
    atOffice<PurposeProposal, PurposesRefusal>(deps, by, act, async (tx, { now }) => {
      const decided = await decideNow(tx, input);
      if (!decided.ok) return decided;
      const proposal = { id: deps.newId(), ...decided.value, proposedBy: by.accountId, proposedAt: now };
      await tx.purposes.insertProposal(proposal);
      await tx.audit({ action: 'policy.publish', object: `purposes ${proposal.id}`, reason: 'proposed' });
      return ok(proposal);
    });
}

/** Purposes that wait for a second person, the newest first. */
export function makeListPurposeProposals(deps: OfficeDeps) {
  return (by: SignedIn): Promise<Outcome<readonly PurposeProposal[], RightRefusal>> =>
    atOffice<readonly PurposeProposal[], never>(deps, by, act, async (tx) =>
      ok(await tx.purposes.listProposals(MAX_PROPOSALS)),
    );
}

/**
 * Publishes proposed purposes as the next version, for the trust bundle and for everybody. By another person than their
 * proposer. What was looked at, approved or certified before goes on naming its own version.
 */
export function makePublishPurposes(deps: OfficeDeps) {
  return (
    by: SignedIn,
    { proposalId }: { readonly proposalId: string },
  ): Promise<Outcome<PublishedPurposes, PublishPurposesRefusal>> =>
    atOffice<PublishedPurposes, PublishPurposesRefusal>(deps, by, act, async (tx, { now }) => {
      const proposal = await tx.purposes.findProposal(proposalId);
      if (proposal === undefined) return refused('proposal-unknown');
      if (proposal.publishedVersion !== undefined) return refused('already-published');
      if (proposal.proposedBy === by.accountId) return refused('same-person');
      const { office, terminal } = proposal;
      const decided = await decideNow(tx, { office, terminal });
      if (!decided.ok) return decided;
      const version = (await purposesInForce(tx)).version + 1;
      await tx.purposes.publish(proposal, { version, accountId: by.accountId, at: now });
      await tx.audit({ action: 'policy.publish', object: `purposes ${version}`, reason: 'published' });
      await tx.enqueue({ name: 'publish-trust', data: {} });
      return ok({ version, ...decided.value, publishedAt: now });
    });
}

async function decideNow(
  tx: OfficeTransaction,
  entries: PurposeEntries,
): Promise<Outcome<PurposeEntries, PurposesRefusal>> {
  return decidePurposes(entries, { before: await purposesInForce(tx), catalogue: await catalogueInForce(tx) });
}
