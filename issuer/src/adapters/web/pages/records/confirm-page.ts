import { formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showForm, showPage } from '../../page/shown.ts';
import { nameIn, readWorkplace } from '../cases/colleagues.ts';
import { onWaiting, type Waiting } from '../reviews/waiting.ts';
import { readForgotten } from './read-forgotten.ts';
import { isSealed } from './read-record.ts';
import { ERASURES_PATH } from './record-address.ts';

/** An erasure that was asked for: another supervisor sees whom it is about and what goes, and confirms it; who asked waits. */
export const confirmPage: PageDefinition = {
  path: `${ERASURES_PATH}/:id`,
  access: 'signed-in',
  show: (page) => onWaiting(page, 'erasure', (line) => showErasure(page, line)),
  act: confirm,
};

async function showErasure(page: PageRequest, line: Waiting, errors?: FormErrors): Promise<Shown> {
  const workplace = await readWorkplace(page);
  if (workplace.kind === 'problem') return workplace;
  const data = { ...shownOf(line), by: nameIn(workplace.body, page)(line.by) };
  // Who asked can do nothing here, so nobody's record is opened.
  if (line.by === page.viewer?.accountId) return showPage('records/erasure', { ...data, standing: 'mine' });
  const forgotten = await readForgotten(page, line.personId ?? '');
  if (forgotten.kind === 'problem') {
    return isSealed(forgotten) ? showPage('records/erasure', { ...data, standing: 'sealed' }) : forgotten;
  }
  const { person, caseNumbers, obstacles } = forgotten;
  const standing = obstacles.length > 0 ? 'hindered' : 'due';
  return showForm('records/erasure', {
    data: { ...data, standing, person, caseNumbers, obstacles },
    values: {},
    errors,
  });
}

function confirm(page: PageRequest): Promise<Shown> {
  return onWaiting(page, 'erasure', async (line) => {
    const workplace = await readWorkplace(page);
    if (workplace.kind === 'problem') return workplace;
    const done = await page.ask('confirmErasure', { params: { personId: line.personId ?? '' } });
    if (done.kind === 'reply') {
      const [by, second] = [nameIn(workplace.body, page)(line.by), page.viewer?.displayName];
      return showPage('records/erased', { ...shownOf(line), by, second, at: page.now });
    }
    const errors = formErrorsOf(page, done, {});
    return errors === undefined ? done : showErasure(page, line, errors);
  });
}

function shownOf({ id, ground, since }: Waiting) {
  return { requestId: id, here: `${ERASURES_PATH}/${id}`, ground, since };
}
