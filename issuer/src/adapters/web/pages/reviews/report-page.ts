import { canMove, isState } from '../../../../domain/lifecycles/index.ts';
import { ReportView } from '../../../http/api/registrations/report-routes.ts';
import { formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { onWaiting } from './waiting.ts';

const VERDICTS = ['CONFIRMED', 'REJECTED', 'APPLIED'] as const;
const FIELDS = {
  verdict: { pointer: '/body/verdict', words: 'reviews.report.verdict' },
  reason: { pointer: '/body/reason', words: 'reviews.reason', refusals: ['reason-blank'] },
};

/** What a third party reported: confirmed, rejected or noted as taken up, always with a reason. */
export const reportPage: PageDefinition = {
  path: '/office/reviews/report/:id',
  access: 'signed-in',
  show: (page) => showReport(page),
  act: decide,
};

function showReport(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  return onWaiting(page, 'report', async ({ id }) => {
    const purpose = page.viewer?.roles.includes('reviewer') === true ? 'report-handling' : 'supervision';
    const read = await page.ask('readReport', { params: { reportId: id }, purpose, reply: ReportView });
    if (read.kind === 'problem') return read;
    const report = read.body;
    const verdicts = VERDICTS.filter(
      (verdict) => isState('REPORT', report.state) && canMove('REPORT', report.state, verdict),
    );
    const data = {
      report,
      verdicts: verdicts.map((value) => ({ value, text: page.say(`reviews.report.verdicts.${value}`) })),
      isMine: report.filedBy === page.viewer?.accountId,
    };
    const values = errors === undefined ? (page.kept ?? {}) : page.fields;
    return showForm('reviews/report', { data, values, errors });
  });
}

async function decide(page: PageRequest): Promise<Shown> {
  const body = { verdict: textOf(page.fields, 'verdict'), reason: textOf(page.fields, 'reason') };
  const done = await page.ask('decideReport', { params: { reportId: page.params['id'] ?? '' }, body });
  if (done.kind === 'reply') return goTo('/office/reviews?done=report');
  const errors = formErrorsOf(page, done, FIELDS);
  return errors === undefined ? done : showReport(page, errors);
}
