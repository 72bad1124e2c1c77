import * as z from 'zod';
import { KeyView } from '../../../http/api/grants/department-key-routes.ts';
import { type FormFields, formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm, showPage, NOT_FOUND } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { departmentName } from './grant-shown.ts';
import { grantorsOf } from './grantors-of.ts';

const Keys = z.object({ keys: z.array(KeyView) });
const FIELDS: FormFields = {
  grantor: { pointer: '/body/grantor', words: 'grants.keys.grantor' },
  publicKey: { pointer: '/body/publicKey', words: 'grants.keys.public-key', refusals: ['key-bad', 'key-known'] },
};
const DONE = ['registered', 'confirmed', 'withdrawn'];
type Key = z.output<typeof KeyView>;

/** Keys with which departments sign: entered by one, confirmed by another, taken out of use at once. */
export const keyPages: readonly PageDefinition[] = [
  { path: '/office/department-keys', access: 'signed-in', show: (page) => showKeys(page), act: register },
  {
    path: '/office/department-keys/:keyId/confirm',
    access: 'signed-in',
    show: (page) => showKey(page, 'confirm'),
    act: confirm,
  },
  {
    path: '/office/department-keys/:keyId/withdraw',
    access: 'signed-in',
    show: (page) => showKey(page, 'withdraw'),
    act: withdraw,
  },
];

async function showKeys(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const read = await page.ask('listDepartmentKeys', { reply: Keys });
  if (read.kind === 'problem') return read;
  const keys = read.body.keys.map((key) => keyShown(page, key));
  const departments = await grantorsOf(page);
  const data = { keys, departments, done: DONE.find((name) => name === page.query['done']) };
  return showForm('grants/keys', { data, values: errors === undefined ? (page.kept ?? {}) : page.fields, errors });
}

function keyShown(page: PageRequest, key: Key) {
  const { withdrawnAt, confirmedAt, proposedBy } = key;
  const state = withdrawnAt !== undefined ? 'withdrawn' : confirmedAt === undefined ? 'waiting' : 'good';
  const isMine = proposedBy === page.viewer?.accountId;
  return { ...key, department: departmentName(page, key.grantor), state, isMine };
}

async function register(page: PageRequest): Promise<Shown> {
  const body = { grantor: textOf(page.fields, 'grantor'), publicKey: textOf(page.fields, 'publicKey').toLowerCase() };
  const done = await page.ask('registerDepartmentKey', { body });
  if (done.kind === 'reply') return goTo('/office/department-keys?done=registered');
  const errors = formErrorsOf(page, done, FIELDS);
  return errors === undefined ? done : showKeys(page, errors);
}

async function showKey(page: PageRequest, act: 'confirm' | 'withdraw'): Promise<Shown> {
  const read = await page.ask('listDepartmentKeys', { reply: Keys });
  if (read.kind === 'problem') return read;
  const key = read.body.keys.find(({ keyId }) => keyId === page.params['keyId']);
  if (key === undefined) return NOT_FOUND;
  return showPage('grants/key', { key: keyShown(page, key), act, here: page.path });
}

async function confirm(page: PageRequest): Promise<Shown> {
  const done = await page.ask('confirmDepartmentKey', { params: { keyId: page.params['keyId'] ?? '' } });
  return done.kind === 'problem' ? done : goTo('/office/department-keys?done=confirmed');
}

async function withdraw(page: PageRequest): Promise<Shown> {
  const done = await page.ask('withdrawDepartmentKey', { params: { keyId: page.params['keyId'] ?? '' } });
  return done.kind === 'problem' ? done : goTo('/office/department-keys?done=withdrawn');
}
