import { ETHNIC_GROUPS } from '@residence-permit/shared/records';
import { APPLICATION_KINDS } from '../../../../domain/policy/index.ts';
import { Entered } from '../../../http/api/applications/entry-routes.ts';
import { type FormFields, formErrorsOf } from '../../page/form-errors.ts';
import type { Fields, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm, NOT_ALLOWED } from '../../page/shown.ts';
import { textOf, typedIn } from '../../page/text-of.ts';
import { caseAddress } from './case-address.ts';
import { PROXY_FIELDS, proxyIn } from './proxy-form.ts';

const DETAILS = '/body/person/details';
const FIELDS: FormFields = {
  kind: {
    pointer: '/body/kind',
    words: 'cases.enter.kind',
    refusals: ['permit-missing', 'permit-in-force', 'open-case-exists'],
  },
  citizenId: {
    pointer: '/body/person/citizenId',
    words: 'cases.enter.citizen-id',
    refusals: ['identity-differs', 'person-died', 'proxy-needed'],
  },
  name: { pointer: '/body/person/name', words: 'cases.enter.name' },
  sex: { pointer: `${DETAILS}/sex`, words: 'cases.enter.sex' },
  ethnicGroup: { pointer: `${DETAILS}/ethnicGroup`, words: 'cases.enter.ethnic-group' },
  hukouAddress: { pointer: `${DETAILS}/hukouAddress`, words: 'cases.enter.hukou-address' },
  residenceAddress: { pointer: `${DETAILS}/residenceAddress`, words: 'cases.enter.residence-address' },
  contact: { pointer: `${DETAILS}/contact`, words: 'cases.enter.contact' },
  ...PROXY_FIELDS,
};

/** Kinds whose rules ask for facts; the others begin with their papers. */
const WITH_FACTS = ['FIRST', 'ENDORSE'];

/** Writing an application down at the counter; it begins as a draft. */
export const enterPage: PageDefinition = {
  path: '/office/cases/new',
  access: 'signed-in',
  show: showEmpty,
  act: enter,
};

/** Who could not send the form is not asked to fill it in. Another page may name the kind in its link. */
async function showEmpty({ kept, language, query, viewer }: PageRequest): Promise<Shown> {
  if (viewer?.roles.includes('clerk') !== true) return NOT_ALLOWED;
  const kind = APPLICATION_KINDS.find((one) => one === query['kind']) ?? 'FIRST';
  return showForm('cases/enter', { data: choices(), values: kept ?? { kind, language } });
}

async function enter(page: PageRequest): Promise<Shown> {
  const { ask, fields, viewer } = page;
  const body = { officeId: viewer?.officeId ?? '', door: 'COUNTER', ...bodyOf(fields) };
  const entered = await ask('enterApplication', { body, reply: Entered });
  if (entered.kind === 'reply') {
    const { number, applicationId: id } = entered.body;
    return goTo(caseAddress({ number, id }, WITH_FACTS.includes(textOf(fields, 'kind')) ? 'facts' : 'papers'));
  }
  const errors = formErrorsOf(page, entered, FIELDS);
  return errors === undefined ? entered : showForm('cases/enter', { data: choices(), values: fields, errors });
}

function bodyOf(fields: Fields) {
  const typed = (name: string) => typedIn(fields, name);
  const sex = typed('sex');
  return {
    kind: typed('kind'),
    language: typed('language'),
    person: {
      citizenId: typed('citizenId')?.toUpperCase(),
      name: typed('name'),
      details: {
        sex: sex === undefined ? undefined : Number(sex),
        ethnicGroup: typed('ethnicGroup'),
        hukouAddress: typed('hukouAddress'),
        residenceAddress: typed('residenceAddress'),
        contact: typed('contact'),
      },
    },
    ...proxyIn(fields),
  };
}

function choices() {
  return { kinds: APPLICATION_KINDS, ethnicGroups: [...ETHNIC_GROUPS.keys()] };
}
