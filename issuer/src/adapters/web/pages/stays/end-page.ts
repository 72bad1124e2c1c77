import { formErrorsOf, type FormFields } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { isOpenStay, readName, readStays } from './read-stays.ts';
import { STAYS_PATH, staysAddress } from './stays-address.ts';

const FIELDS = {
  through: {
    pointer: '/body/through',
    words: 'stays.through',
    refusals: ['in-future', 'before-arrival', 'not-open'],
  },
} as const satisfies FormFields;

/** The person left: a stay that goes on gets its last day, for good. */
export const endPage: PageDefinition = {
  path: `${STAYS_PATH}/end/:registrationId`,
  access: 'signed-in',
  show: (page) => showEnd(page),
  act: end,
};

async function showEnd(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const read = await readStays(page);
  if (read.kind === 'problem') return read;
  const stay = read.body.registrations.find(({ id }) => id === page.params['registrationId']);
  if (stay === undefined || !isOpenStay(stay)) return goTo(staysAddress(page));
  const name = await readName(page);
  if (name.kind === 'problem') return name;
  const data = { here: staysAddress(page), name: name.body, stay };
  return showForm('stays/end', { data, values: { ...page.kept, ...page.fields }, errors });
}

async function end(page: PageRequest): Promise<Shown> {
  const params = { registrationId: page.params['registrationId'] ?? '' };
  const done = await page.ask('endRegistration', { params, body: { through: textOf(page.fields, 'through') } });
  if (done.kind === 'reply') return goTo(`${staysAddress(page)}?done=ended`);
  const errors = formErrorsOf(page, done, FIELDS);
  return errors === undefined ? done : showEnd(page, errors);
}
