import * as z from 'zod';
import type { EvidenceType } from '../../../../domain/policy/index.ts';
import { SPEAKERS } from '../../../../use-cases/ports/index.ts';
import { EVIDENCE_UPLOAD_MAX_BYTES } from '../../../evidence/examine/evidence-limits.ts';
import type { Answer } from '../../ask/ask.ts';
import { formErrorsOf, type FormFields, sentenceOf } from '../../page/form-errors.ts';
import type { Fields, FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm, NOT_ALLOWED } from '../../page/shown.ts';
import { textOf, typedIn } from '../../page/text-of.ts';
import { readName } from './read-stays.ts';
import { STAYS_PATH, staysAddress } from './stays-address.ts';

const FIELDS = {
  address: { pointer: '/body/address', words: 'stays.address', refusals: ['address-missing'] },
  from: {
    pointer: '/body/from',
    words: 'stays.from',
    refusals: ['in-future', 'before-arrival', 'stay-too-short', 'another-is-open', 'no-open-stay', 'not-open'],
  },
  through: { pointer: '/body/through', words: 'stays.through', refusals: ['days-reversed'] },
  source: { pointer: '/body/source', words: 'stays.source' },
} as const satisfies FormFields;
const PAPER_FIELDS = {
  file: {
    pointer: '/body',
    words: 'stays.file',
    refusals: ['evidence-type-refused', 'evidence-too-large', 'evidence-bomb', 'evidence-polyglot', 'evidence-active'],
  },
} as const satisfies FormFields;
/** What shows that somebody lives at an address. */
const PAPERS = ['LEASE', 'TITLE_DEED', 'PURCHASE_CONTRACT', 'LODGING_STATEMENT'] as const satisfies EvidenceType[];
const Added = z.object({ evidenceId: z.string() });
const Declared = z.object({ late: z.boolean() });

type Kind = 'declare' | 'change';
const ROUTES = { declare: 'declareRegistration', change: 'changeAddress' } as const;
const DONE = { declare: 'declared', change: 'changed' } as const;

/** A stay as somebody declares it at the counter, and another address after a move; each with the paper that shows it. */
export const declarePages: readonly PageDefinition[] = (['declare', 'change'] as const).map((kind) => ({
  path: `${STAYS_PATH}/${kind}`,
  access: 'signed-in',
  upload: { field: 'file', maxBytes: EVIDENCE_UPLOAD_MAX_BYTES },
  show: (page) => showForKind(page, kind, { source: 'APPLICANT', paper: PAPERS[0], ...page.kept }),
  act: (page) => declare(page, kind),
}));

/** Who could not send the form is not asked to fill it in. */
async function showForKind(page: PageRequest, kind: Kind, values: Fields, errors?: FormErrors): Promise<Shown> {
  if (page.viewer?.roles.includes('clerk') !== true) return NOT_ALLOWED;
  const name = await readName(page);
  if (name.kind === 'problem') return name;
  const data = { here: staysAddress(page), name: name.body, kind, speakers: SPEAKERS, papers: PAPERS };
  return showForm('stays/declare', { data, values, errors });
}

async function declare(page: PageRequest, kind: Kind): Promise<Shown> {
  const { fields } = page;
  const missing = (['address', 'from'] as const).filter((name) => textOf(fields, name) === '');
  if (missing.length > 0) {
    const sentences = missing.map((name) => [name, sentenceOf(page, name, FIELDS[name])]);
    return showForKind(page, kind, fields, { status: 422, fields: Object.fromEntries(sentences), others: [] });
  }
  const paper = await keepPaper(page);
  if (paper?.kind === 'problem') {
    const errors = formErrorsOf(page, paper, PAPER_FIELDS);
    return errors === undefined ? paper : showForKind(page, kind, fields, errors);
  }
  const evidenceId = paper?.body.evidenceId ?? typedIn(fields, 'evidenceId');
  const body = {
    address: textOf(fields, 'address'),
    from: textOf(fields, 'from'),
    source: typedIn(fields, 'source'),
    evidenceId,
    ...(kind === 'declare' ? { through: typedIn(fields, 'through') } : {}),
  };
  const done = await page.ask(ROUTES[kind], { params: personIn(page), body, reply: Declared });
  if (done.kind === 'reply') {
    return goTo(`${staysAddress(page)}?done=${DONE[kind]}${done.body.late ? '-late' : ''}`);
  }
  const errors = formErrorsOf(page, done, FIELDS);
  const values = evidenceId === undefined ? fields : { ...fields, evidenceId };
  return errors === undefined ? done : showForKind(page, kind, values, errors);
}

/** The paper is kept before the stay is written down; a form that comes back names it, so that it is brought once. */
async function keepPaper(page: PageRequest): Promise<Answer<z.output<typeof Added>> | undefined> {
  const { ask, file, fields } = page;
  if (file === undefined) return undefined;
  const params = { ...personIn(page), type: textOf(fields, 'paper') };
  return ask('addStayPaper', { params, upload: file, reply: Added });
}

function personIn({ params }: PageRequest): { readonly personId: string } {
  return { personId: params['personId'] ?? '' };
}
