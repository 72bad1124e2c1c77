import { Entered } from '../../../http/api/applications/entry-routes.ts';
import { formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { caseAddress } from '../cases/case-address.ts';
import { PROXY_FIELDS, proxyIn } from '../cases/proxy-form.ts';
import { HOLDER_PATH, holderAddress } from './endorse-address.ts';
import { previewShown } from './preview-shown.ts';
import { type Holder, readHolder } from './read-holder.ts';
import { readPreview } from './read-preview.ts';

type Step = 'holder' | 'late';

/** Somebody's endorsement before it is asked for: what it would do, and of a late one what it costs, before the case is entered. */
export const holderPages: readonly PageDefinition[] = [
  { path: HOLDER_PATH, access: 'signed-in', show: (page) => show(page, 'holder'), act: begin },
  { path: `${HOLDER_PATH}/late`, access: 'signed-in', show: (page) => show(page, 'late'), act: beginLate },
];

async function show(page: PageRequest, step: Step, errors?: FormErrors): Promise<Shown> {
  const read = await readHolder(page);
  if (read.kind === 'problem') return read;
  const { person, permit, open } = read.body;
  const preview = permit === undefined ? undefined : await readPreview(page, permit.id);
  if (preview?.kind === 'problem') return preview;
  const isDue = preview?.body.timing === 'LATE' && open === undefined;
  if (step === 'late' && !isDue) return goTo(holderAddress(page));
  const data = {
    here: holderAddress(page),
    person,
    permit,
    preview: preview === undefined ? undefined : previewShown(page, preview.body),
    toCase: open === undefined ? undefined : caseAddress(open),
    caseNumber: open?.number,
    isToEndorse: open?.state === 'APPROVED',
  };
  return showForm(`endorse/${step}`, { data, values: { ...page.kept, ...page.fields }, errors });
}

/** An endorsement in time begins at once; a late one is asked about first. */
async function begin(page: PageRequest): Promise<Shown> {
  const read = await readHolder(page);
  if (read.kind === 'problem') return read;
  const { permit, person } = read.body;
  const preview = permit === undefined ? undefined : await readPreview(page, permit.id);
  if (preview?.kind === 'problem') return preview;
  if (preview?.body.timing === 'LATE') return goTo(holderAddress(page, 'late'));
  return preview?.body.timing === 'IN_TIME' ? enter(page, 'holder', person) : goTo(holderAddress(page));
}

async function beginLate(page: PageRequest): Promise<Shown> {
  if (textOf(page.fields, 'told') !== 'yes') {
    return show(page, 'late', { status: 422, fields: { told: page.say('endorse.told.missing') }, others: [] });
  }
  const read = await readHolder(page);
  return read.kind === 'problem' ? read : enter(page, 'late', read.body.person);
}

/** Number and name are those of the register, which the officer compared with the proof of identity. */
async function enter(page: PageRequest, step: Step, person: Holder['person']): Promise<Shown> {
  const { citizenId, name, officeId } = person;
  const body = { officeId, door: 'COUNTER', kind: 'ENDORSE', person: { citizenId, name }, ...proxyIn(page.fields) };
  const entered = await page.ask('enterApplication', { body, reply: Entered });
  if (entered.kind === 'reply') {
    const { number, applicationId: id } = entered.body;
    return goTo(caseAddress({ number, id }, 'facts'));
  }
  const errors = formErrorsOf(page, entered, PROXY_FIELDS);
  return errors === undefined ? entered : show(page, step, errors);
}
