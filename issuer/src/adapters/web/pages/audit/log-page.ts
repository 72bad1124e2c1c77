import { LogView } from '../../../http/api/audit/index.ts';
import { PurposesView } from '../../../http/api/purposes/purpose-routes.ts';
import { formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm, showPage } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';

const FIELDS = { caseNumber: { pointer: '/query/caseNumber', words: 'audit.case' } };

/** The audit log: what it holds of a case, and the way to its proof. */
export const logPages: readonly PageDefinition[] = [
  { path: '/office/audit', access: 'signed-in', show: async (page) => showStart(page), act: find },
  { path: '/office/audit/cases/:caseNumber', access: 'signed-in', show: showCase },
];

function showStart(page: PageRequest, errors?: FormErrors): Shown {
  return showForm('audit/start', { values: errors === undefined ? (page.kept ?? {}) : page.fields, errors });
}

async function find(page: PageRequest): Promise<Shown> {
  const caseNumber = textOf(page.fields, 'caseNumber').toUpperCase();
  const read = await page.ask('readAuditLog', { query: { caseNumber }, purpose: 'audit', reply: LogView });
  if (read.kind === 'reply') return goTo(`/office/audit/cases/${encodeURIComponent(caseNumber)}`);
  const errors = formErrorsOf(page, read, FIELDS);
  return errors === undefined ? read : showStart(page, errors);
}

async function showCase(page: PageRequest): Promise<Shown> {
  const { ask, format, say, has, params } = page;
  const caseNumber = params['caseNumber'] ?? '';
  const read = await ask('readAuditLog', { query: { caseNumber }, purpose: 'audit', reply: LogView });
  if (read.kind === 'problem') return read;
  const purposes = await purposeTitles(page);
  const events = read.body.events.map((event) => ({
    ...event,
    when: format.instant(event.at),
    act: has(`acts.${event.action}`) ? say(`acts.${event.action}`) : event.action,
    actor: event.actorId?.slice(0, 8),
    purposeWords: purposes.get(event.purpose ?? '') ?? event.purpose,
  }));
  return showPage('audit/case', { caseNumber, events });
}

/** What each purpose of officers says in the version in force. */
async function purposeTitles({ ask, language }: PageRequest): Promise<ReadonlyMap<string, string>> {
  const read = await ask('readPurposes', { reply: PurposesView });
  return new Map(read.kind === 'problem' ? [] : read.body.office.map(({ id, titles }) => [id, titles[language]]));
}
