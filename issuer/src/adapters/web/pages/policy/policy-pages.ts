import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { formErrorsOf, type FormFields } from '../../page/form-errors.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { nameIn, readWorkplace } from '../cases/colleagues.ts';
import { differenceOf } from './difference.ts';
import type { Policy } from './policy.ts';
import { proposalPages } from './proposal-pages.ts';
import { type Place, readDocument, type ReadDocument } from './read-document.ts';

/** A form takes a page of text and no more; a larger file is refused by its reader. */
const MAX_BYTES = 64 * 1024;
const UPLOAD = { field: 'file', maxBytes: MAX_BYTES } as const;
const DONE = ['proposed', 'published'];
const REFUSALS = [
  'too-many-kinds',
  'kind-twice',
  'kind-malformed',
  'kind-left-out',
  'kind-changed',
  'tells-too-much',
  'too-many-purposes',
  'purpose-twice',
  'purpose-malformed',
  'purpose-left-out',
  'purpose-not-in-rights',
  'kind-unknown',
];
const FIELDS: FormFields = { document: { pointer: '/body', words: 'policy.document', refusals: REFUSALS } };

/**
 * A policy as it is proposed: from a file or a text, looked over against the version in force, then put up for a second person.
 */
export function policyPages<Document>(policy: Policy<Document>): readonly PageDefinition[] {
  const path = `/office/policy/${policy.name}` as const;
  return [
    {
      path,
      access: 'signed-in',
      upload: UPLOAD,
      show: (page) => showPolicy(page, policy),
      act: (page) => check(page, policy),
    },
    { path: `${path}/in-force`, access: 'signed-in', show: (page) => sendInForce(page, policy) },
    {
      path: `${path}/check`,
      access: 'signed-in',
      upload: UPLOAD,
      show: (page) => showPolicy(page, policy),
      act: (page) => propose(page, policy),
    },
    ...proposalPages(policy),
  ];
}

type Wrong = { readonly errors: FormErrors; readonly places?: readonly Place[]; readonly text: string };

async function showPolicy<Document>(page: PageRequest, policy: Policy<Document>, wrong?: Wrong): Promise<Shown> {
  const [inForce, proposals] = [await policy.inForce(page), await policy.proposals(page)];
  if (inForce.kind === 'problem') return inForce;
  if (proposals.kind === 'problem') return proposals;
  const workplace = await readWorkplace(page);
  if (workplace.kind === 'problem') return workplace;
  const nameOf = nameIn(workplace.body, page);
  const before = policy.partsOf(page, inForce.body.document);
  const data = {
    name: policy.name,
    version: inForce.body.version,
    proposals: proposals.body.map(({ id, proposedBy, proposedAt, document }) => ({
      id,
      by: nameOf(proposedBy),
      isMine: proposedBy === page.viewer?.accountId,
      at: proposedAt,
      count: differenceOf(before, policy.partsOf(page, document)).count,
    })),
    places: wrong?.places,
    done: DONE.find((one) => one === page.query['done']),
  };
  const values = wrong === undefined ? (page.kept ?? {}) : { document: wrong.text };
  return showForm('policy/policy', { data, values, errors: wrong?.errors });
}

/** The version in force as a file, to be changed and sent back. */
async function sendInForce<Document>(page: PageRequest, policy: Policy<Document>): Promise<Shown> {
  const inForce = await policy.inForce(page);
  if (inForce.kind === 'problem') return inForce;
  const { version, document } = inForce.body;
  const bytes = new TextEncoder().encode(`${JSON.stringify(document, undefined, 2)}\n`);
  return { kind: 'file', bytes, type: 'application/json', fileName: `${policy.name}-${version}.json` };
}

async function check<Document>(page: PageRequest, policy: Policy<Document>): Promise<Shown> {
  const text = page.file === undefined ? textOf(page.fields, 'document') : new TextDecoder().decode(page.file.bytes);
  const read = readDocument(text, policy.schema);
  if (read.kind !== 'document') return showPolicy(page, policy, wrongOf(page, read, text));
  const inForce = await policy.inForce(page);
  if (inForce.kind === 'problem') return inForce;
  const before = policy.partsOf(page, inForce.body.document);
  const difference = differenceOf(before, policy.partsOf(page, read.document));
  return showForm('policy/check', {
    data: { name: policy.name, version: inForce.body.version, difference },
    values: { document: JSON.stringify(read.document) },
  });
}

async function propose<Document>(page: PageRequest, policy: Policy<Document>): Promise<Shown> {
  const text = textOf(page.fields, 'document');
  const read = readDocument(text, policy.schema);
  if (read.kind !== 'document') return showPolicy(page, policy, wrongOf(page, read, text));
  const done = await page.ask(policy.propose, { body: read.document });
  if (done.kind === 'reply') return goTo(`/office/policy/${policy.name}?done=proposed`);
  const errors = formErrorsOf(page, done, FIELDS);
  if (errors === undefined) return done;
  return showPolicy(page, policy, { errors, text: JSON.stringify(read.document, undefined, 2) });
}

function wrongOf(
  { say }: PageRequest,
  read: Exclude<ReadDocument<unknown>, { readonly kind: 'document' }>,
  text: string,
): Wrong {
  const wrong = (sentence: string) => ({ status: 422, fields: { document: sentence }, others: [] });
  if (text.trim() === '') return { errors: wrong(say('policy.document.missing')), text };
  if (read.kind === 'no-json') return { errors: wrong(say('policy.no-json')), text };
  return { errors: wrong(say('policy.document.wrong')), places: read.places, text };
}
