import type * as z from 'zod';
import { LiveCardsView } from '../../../http/api/card-life/card-routes.ts';
import type { Answer, Problem } from '../../ask/ask.ts';
import { formErrorsOf, type FormFields } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm, showPage } from '../../page/shown.ts';
import { textOf, typedIn } from '../../page/text-of.ts';

const FIELDS = {
  name: { pointer: '/body/caller/name', words: 'loss.caller.name', refusals: ['caller-missing'] },
  relation: { pointer: '/body/caller/relation', words: 'loss.caller.relation' },
  phone: { pointer: '/body/caller/phone', words: 'loss.caller.phone' },
  holderName: { pointer: '/body/caller/said/holderName', words: 'loss.said.name', refusals: ['caller-not-matched'] },
  birthDate: { pointer: '/body/caller/said/birthDate', words: 'loss.said.birth-date' },
  idTail: { pointer: '/body/caller/said/idTail', words: 'loss.said.id-tail' },
  isIdentityShown: { pointer: '/body/isIdentityShown', words: 'loss.lift.identity', refusals: ['proof-missing'] },
} as const satisfies FormFields;

type PersonAct = (page: PageRequest) => Promise<Answer<unknown>>;
const card = ({ fields }: PageRequest) => ({ cardNumber: textOf(fields, 'cardNumber') });
const ACTS: Readonly<Record<string, PersonAct | undefined>> = {
  phone: (page) => page.ask('holdCard', { params: card(page), body: { channel: 'PHONE', caller: callerIn(page) } }),
  counter: (page) => page.ask('holdCard', { params: card(page), body: { channel: 'COUNTER' } }),
  lift: (page) => page.ask('liftHold', { params: card(page), body: shownIn(page) }),
};

/** Somebody's cards at the loss desk: a lost one is stopped at once, and let go of when person and card are seen. */
export const lossPages: readonly PageDefinition[] = [
  { path: '/office/loss/:personId', access: 'signed-in', show: (page) => showPerson(page), act: doOnCard },
  { path: '/office/loss/:personId/done/:what', access: 'signed-in', show: showDone },
];

const here = ({ params }: PageRequest): `/${string}` => `/office/loss/${params['personId'] ?? ''}`;

async function showPerson(page: PageRequest, errors?: FormErrors): Promise<Shown> {
  const found = await readCards(page);
  if (found.kind === 'problem') return found;
  const { cards } = found.body;
  const live = cards.find(({ state }) => state === 'ACTIVE' || state === 'LOST_HOLD');
  const values = { ...page.kept, ...page.fields };
  return showForm('loss/person', { data: { here: here(page), cards, live }, values, errors });
}

function readCards(page: PageRequest): Promise<Answer<z.output<typeof LiveCardsView>>> {
  return page.ask('listLiveCards', { params: { personId: page.params['personId'] ?? '' }, reply: LiveCardsView });
}

async function doOnCard(page: PageRequest): Promise<Shown> {
  const name = textOf(page.fields, 'act');
  const act = ACTS[name];
  if (act === undefined) return showPerson(page);
  const done = await act(page);
  if (done.kind === 'problem') return comeBack(page, done);
  return goTo(`${here(page)}/done/${name === 'lift' ? 'lifted' : 'held'}`);
}

function comeBack(page: PageRequest, problem: Problem): Shown | Promise<Shown> {
  const errors = formErrorsOf(page, problem, FIELDS);
  return errors === undefined ? problem : showPerson(page, errors);
}

async function showDone(page: PageRequest): Promise<Shown> {
  const what = page.params['what'] === 'lifted' ? 'lifted' : 'held';
  return showPage('loss/done', { what, here: here(page) });
}

/** Who calls, and what they say of the holder; the register is compared by the API. */
function callerIn({ fields }: PageRequest) {
  return {
    name: textOf(fields, 'name'),
    relation: typedIn(fields, 'relation'),
    phone: typedIn(fields, 'phone'),
    said: {
      holderName: textOf(fields, 'holderName'),
      birthDate: textOf(fields, 'birthDate'),
      idTail: typedIn(fields, 'idTail'),
    },
  };
}

function shownIn({ fields }: PageRequest) {
  const isTicked = (name: string) => textOf(fields, name) === 'yes';
  return { isIdentityShown: isTicked('isIdentityShown'), isCardShown: isTicked('isCardShown') };
}
