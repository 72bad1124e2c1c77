import { type FormFields, formErrorsOf, sentenceOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { readOffices } from '../accounts/read-account.ts';
import { readTerminals } from './read-terminals.ts';
import { requestIn } from './request-in.ts';

const DONE = ['enrolled', 'approved', 'declined', 'revoked'];
const FIELDS: FormFields = {
  officeId: { pointer: '/body/officeId', words: 'terminals.enrol.office', refusals: ['place-unknown'] },
  organisationId: { pointer: '/body/organisationId', words: 'terminals.enrol.organisation', refusals: ['not-own'] },
  request: {
    pointer: '/body/request',
    words: 'terminals.enrol.request',
    refusals: ['request-malformed', 'key-not-proven'],
  },
};
/** Some thousand bytes at most, as bytes or as text. */
const UPLOAD = { field: 'file', maxBytes: 8 * 1024 } as const;
const RUNNERS = ['service-point-operator', 'integrator'];

/** Terminals: those that wait first; whoever runs them enrols one here. */
export const listPage: PageDefinition = {
  path: '/office/terminals',
  access: 'signed-in',
  upload: UPLOAD,
  show: (page) => showList(page),
  act: enrol,
};

async function showList(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const read = await readTerminals(page);
  if (read.kind === 'problem') return read;
  const roles = page.viewer?.roles ?? [];
  const isRunner = roles.some((role) => RUNNERS.includes(role));
  const offices = isRunner ? await readOffices(page) : undefined;
  if (offices?.kind === 'problem') return offices;
  const waitFirst = (state: string) => (state === 'REQUESTED' ? 0 : 1);
  const data = {
    terminals: read.body.toSorted((a, b) => waitFirst(a.state) - waitFirst(b.state) || b.requestedAt - a.requestedAt),
    done: DONE.find((name) => name === page.query['done']),
    isRunner,
    offices: offices?.body.map(({ id: value, name: text }) => ({ value, text })),
  };
  return showForm('terminals/list', { data, values: errors === undefined ? (page.kept ?? {}) : page.fields, errors });
}

async function enrol(sent: PageRequest): Promise<Shown> {
  const page = { ...sent, fields: { ...sent.fields, request: requestIn(sent) } };
  const body = {
    officeId: textOf(page.fields, 'officeId'),
    organisationId: textOf(page.fields, 'organisationId'),
    request: textOf(page.fields, 'request'),
  };
  const missing = Object.entries(FIELDS).filter(([name]) => textOf(page.fields, name) === '');
  if (missing.length > 0) {
    const fields = Object.fromEntries(missing.map(([name, field]) => [name, sentenceOf(page, name, field)]));
    return showList(page, { status: 422, fields, others: [] });
  }
  const done = await page.ask('enrolTerminal', { body });
  if (done.kind === 'reply') return goTo('/office/terminals?done=enrolled');
  const errors = done.code === 'STORE_CONFLICT' ? takenIn(page) : formErrorsOf(page, done, FIELDS);
  return errors === undefined ? done : showList(page, errors);
}

/** Name and key of a terminal are nobody else's. */
function takenIn({ say }: PageRequest): FormErrors {
  return { status: 409, fields: { request: say('terminals.enrol.taken') }, others: [] };
}
