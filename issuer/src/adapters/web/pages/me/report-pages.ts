import { formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { officeNameIn } from './office-name.ts';
import type { Own } from './read-own.ts';
import { showOwn } from './show-own.ts';
import { isAnswerable } from './waiting-reports.ts';

/** What employers, landlords and others reported of the viewer, and what the viewer says to it. */
export const reportPages: readonly PageDefinition[] = [
  { path: '/me/reports', access: 'signed-in', show: (page) => showReports(page), act: answer },
];

function showReports(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const dataOf = (own: Own) => {
    const officeName = officeNameIn(page, own);
    return {
      reports: own.reports.map((report) => ({
        ...report,
        office: officeName(own.person.officeId),
        mayConfirm: isAnswerable(report, 'CONFIRMED'),
        mayDispute: isAnswerable(report, 'DISPUTED'),
      })),
      answered: page.query['answered'],
    };
  };
  return showOwn(page, { template: 'reports', section: 'reports', dataOf, errors });
}

async function answer(page: PageRequest): Promise<Shown> {
  const said = textOf(page.fields, 'answer');
  const params = { reportId: textOf(page.fields, 'report') };
  const done = await page.ask('answerReport', { params, body: { answer: said } });
  if (done.kind === 'reply') return goTo(`/me/reports?answered=${said}`);
  const errors = formErrorsOf(page, done, {});
  return errors === undefined ? done : showReports(page, errors);
}
