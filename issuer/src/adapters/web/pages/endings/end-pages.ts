import * as z from 'zod';
import { LiveCardsView } from '../../../http/api/card-life/card-routes.ts';
import type { Answer } from '../../ask/ask.ts';
import { formErrorsOf, type FormFields, sentenceOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm, showPage } from '../../page/shown.ts';
import { textOf, typedIn } from '../../page/text-of.ts';
import { addressHere } from '../cases/case-address.ts';
import { readCase } from '../cases/read-case.ts';
import { recordHere } from '../records/record-address.ts';
import { ENDING_PATH, endingHere } from './ending-address.ts';

const FIELDS = {
  ground: { pointer: '/body/ground', words: 'endings.ground' },
  diedOn: {
    pointer: '/body/diedOn',
    words: 'endings.died-on',
    refusals: ['day-of-death-missing', 'day-of-death-impossible'],
  },
  reason: { pointer: '/body/reason', words: 'endings.reason', refusals: ['reason-missing'] },
} as const satisfies FormFields;
const GROUNDS = ['DEATH', 'LOCAL_HUKOU', 'FRAUD'];
const LIVE = ['ACTIVE', 'LOST_HOLD'];
const DONE = ['revoke', 'permit'];

/** What is ended: one card, while the permit stays, or the permit with everything that hangs on it. */
type What = 'revoke' | 'permit';

/** A card revoked or a permit ended by a supervisor, without a case of its holder; each is asked once more. */
export const endPages: readonly PageDefinition[] = [
  { path: ENDING_PATH, access: 'signed-in', show: showChoice },
  { path: `${ENDING_PATH}/done/:what`, access: 'signed-in', show: showDone },
  ...DONE.map((what): PageDefinition => {
    const isWhat = what === 'revoke' ? 'revoke' : 'permit';
    return {
      path: `${ENDING_PATH}/${isWhat}`,
      access: 'signed-in',
      show: (page) => showEnd(page, isWhat, 'end'),
      act: (page) => (textOf(page.fields, 'step') === 'commit' ? end(page, isWhat) : review(page, isWhat)),
    };
  }),
];

async function showChoice(page: PageRequest): Promise<Shown> {
  const file = await readFile(page);
  return file.kind === 'problem' ? file : showPage('endings/choice', { ...file.body, toRecord: recordHere(page) });
}

async function showEnd(page: PageRequest, what: What, step: 'end' | 'end-check', errors?: FormErrors): Promise<Shown> {
  const file = await readFile(page);
  if (file.kind === 'problem') return file;
  const isPossible = what === 'revoke' ? file.body.card !== undefined : file.body.permitId !== undefined;
  if (!isPossible) return goTo(endingHere(page));
  const data = { ...file.body, what, grounds: GROUNDS, diedOn: diedOnShown(page) };
  return showForm(`endings/${step}`, { data, values: { ...page.kept, ...page.fields }, errors });
}

/** The day of death as the language writes it; what is no day, as it was typed. */
function diedOnShown({ fields, format }: PageRequest): string {
  const day = z.iso.date().safeParse(typedIn(fields, 'diedOn'));
  return day.success ? format.date(day.data) : textOf(fields, 'diedOn');
}

/** The case, its person, and the card that is good or on hold, if there is one. */
async function readFile(page: PageRequest) {
  const read = await readCase(page);
  if (read.kind === 'problem') return read;
  const { application, person } = read.body;
  const found = await page.ask('listLiveCards', { params: { personId: person.id }, reply: LiveCardsView });
  if (found.kind === 'problem') return found;
  const card = found.body.cards.find(({ state }) => LIVE.includes(state));
  // A permit in force is one of which there are cards; one that ended has nothing left to end.
  const permitId = found.body.cards.length === 0 ? undefined : application.permitId;
  const { number: caseNumber } = application;
  const body = { here: endingHere(page), toCase: addressHere(page), name: person.name, caseNumber, card, permitId };
  return { ...read, body };
}

/** What the API would find missing is said before the warning. */
function review(page: PageRequest, what: What): Promise<Shown> {
  const isDeath = textOf(page.fields, 'ground') === 'DEATH';
  const asked = [
    ...(what === 'permit' ? (['ground'] as const) : []),
    ...(isDeath ? (['diedOn'] as const) : []),
    'reason' as const,
  ];
  const missing = asked.filter((name) => textOf(page.fields, name) === '');
  if (missing.length === 0) return showEnd(page, what, 'end-check');
  const fields = Object.fromEntries(missing.map((name) => [name, sentenceOf(page, name, FIELDS[name])]));
  return showEnd(page, what, 'end', { status: 422, fields, others: [] });
}

async function end(page: PageRequest, what: What): Promise<Shown> {
  const done = await (what === 'revoke' ? revokeCard(page) : endPermit(page));
  if (done.kind === 'reply') return goTo(endingHere(page, `done/${what}`));
  const errors = formErrorsOf(page, done, FIELDS);
  return errors === undefined ? done : showEnd(page, what, 'end', errors);
}

function revokeCard({ ask, fields }: PageRequest): Promise<Answer<unknown>> {
  const params = { cardNumber: textOf(fields, 'cardNumber') };
  return ask('revokeCard', { params, body: { reason: textOf(fields, 'reason') } });
}

function endPermit({ ask, fields }: PageRequest): Promise<Answer<unknown>> {
  const ground = textOf(fields, 'ground');
  const diedOn = ground === 'DEATH' ? typedIn(fields, 'diedOn') : undefined;
  const params = { permitId: textOf(fields, 'permitId') };
  return ask('endPermit', { params, body: { ground, diedOn, reason: textOf(fields, 'reason') } });
}

async function showDone(page: PageRequest): Promise<Shown> {
  const what = DONE.find((one) => one === page.params['what']);
  if (what === undefined) return goTo(endingHere(page));
  return showPage('endings/done', { what, toCase: addressHere(page) });
}
