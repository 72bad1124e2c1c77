import { formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { nameIn, readWorkplace } from '../cases/colleagues.ts';
import { differenceOf } from './difference.ts';
import type { Policy } from './policy.ts';

/** A version that waits: what it would change, and its publishing by another than who proposed it. */
export function proposalPages<Document>(policy: Policy<Document>): readonly PageDefinition[] {
  return [
    {
      path: `/office/policy/${policy.name}/proposals/:proposalId`,
      access: 'signed-in',
      show: (page) => showProposal(page, policy),
      act: (page) => publish(page, policy),
    },
  ];
}

async function showProposal<Document>(
  page: PageRequest,
  policy: Policy<Document>,
  errors?: FormErrors,
): Promise<Shown> {
  const [inForce, proposals] = [await policy.inForce(page), await policy.proposals(page)];
  if (inForce.kind === 'problem') return inForce;
  if (proposals.kind === 'problem') return proposals;
  const proposal = proposals.body.find(({ id }) => id === page.params['proposalId']);
  if (proposal === undefined) return { kind: 'problem', code: 'proposal-unknown', status: 404, errors: [] };
  const workplace = await readWorkplace(page);
  if (workplace.kind === 'problem') return workplace;
  const { version, document } = inForce.body;
  const data = {
    name: policy.name,
    version,
    next: version + 1,
    id: proposal.id,
    by: nameIn(workplace.body, page)(proposal.proposedBy),
    at: proposal.proposedAt,
    isMine: proposal.proposedBy === page.viewer?.accountId,
    difference: differenceOf(policy.partsOf(page, document), policy.partsOf(page, proposal.document)),
  };
  return showForm('policy/proposal', { data, values: {}, errors });
}

async function publish<Document>(page: PageRequest, policy: Policy<Document>): Promise<Shown> {
  const params = { proposalId: page.params['proposalId'] ?? '' };
  const done = await page.ask(policy.publish, { params });
  if (done.kind === 'reply') return goTo(`/office/policy/${policy.name}?done=published`);
  const errors = formErrorsOf(page, done, {});
  return errors === undefined ? done : showProposal(page, policy, errors);
}
