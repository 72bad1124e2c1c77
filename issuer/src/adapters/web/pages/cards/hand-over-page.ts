import { formErrorsOf, type FormFields, sentenceOf } from '../../page/form-errors.ts';
import type { Fields, FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo, showForm } from '../../page/shown.ts';
import { textOf, typedIn } from '../../page/text-of.ts';
import { cardAddress, cardParams, CARD_PATH } from './card-address.ts';
import { readCaseOf } from './check-page.ts';
import { readMaking } from './read-making.ts';

const FIELDS = {
  name: { pointer: '/body/collector/name', words: 'cards.hand-over.name' },
  document: { pointer: '/body/collector/document', words: 'cards.hand-over.document' },
  relation: { pointer: '/body/collector/relation', words: 'cards.hand-over.relation' },
  oldCard: {
    pointer: '/body/isOldCardReturned',
    words: 'cards.hand-over.old-card',
    refusals: ['old-card-not-returned'],
  },
} as const satisfies FormFields;

/** Kinds whose old card the law wants back. Decree 663 art. 11. */
const WANTS_OLD_CARD = ['EXCHANGE_DAMAGED', 'CHANGE_DATA', 'CORRECT_ERROR'];
/** The kind of case that has no card before it. */
const FIRST = 'FIRST';
type Step = 'hand-over' | 'hand-over-check';

/**
 * Gives the card to who collects it, with their proof. Where a card before it is replaced for good, what was typed is shown once
 * more; a first card is put back into its drawer if need be.
 */
export const handOverPage: PageDefinition = {
  path: `${CARD_PATH}/hand-over`,
  access: 'signed-in',
  show: (page) => show(page, 'hand-over'),
  act: (page) => (textOf(page.fields, 'step') === 'commit' ? handOver(page) : review(page)),
};

async function show(page: PageRequest, step: Step, errors?: FormErrors): Promise<Shown> {
  const making = await readMaking(page);
  if (making.kind === 'problem') return making;
  const { cardNumber, caseNumber, heldAt, kind, state } = making.body;
  if (state !== 'HELD') return goTo(cardAddress(cardNumber));
  const read = await readCaseOf(page, making.body);
  if (read.kind === 'problem') return read;
  const { person } = read.body;
  const idCard = page.say('cards.hand-over.id-card');
  const values: Fields = { name: person.name, document: idCard, relation: 'HOLDER', ...page.kept, ...page.fields };
  const data = {
    here: cardAddress(cardNumber),
    cardNumber,
    caseNumber,
    heldAt,
    holder: person.name,
    hasOldCard: kind !== FIRST,
    wantsOldCard: WANTS_OLD_CARD.includes(kind),
  };
  return showForm(`cards/${step}`, { data, values, errors });
}

/** What the API would find missing is said before the answers are shown once more. */
async function review(page: PageRequest): Promise<Shown> {
  const making = await readMaking(page);
  if (making.kind === 'problem') return making;
  if (making.body.kind === FIRST) return handOver(page);
  const asked = ['name', 'document', 'relation'] as const;
  const missing = asked.filter((name) => textOf(page.fields, name) === '');
  if (missing.length === 0) return show(page, 'hand-over-check');
  const fields = Object.fromEntries(missing.map((name) => [name, sentenceOf(page, name, FIELDS[name])]));
  return show(page, 'hand-over', { status: 422, fields, others: [] });
}

async function handOver(page: PageRequest): Promise<Shown> {
  const { fields } = page;
  const collector = {
    name: textOf(fields, 'name'),
    document: textOf(fields, 'document'),
    relation: typedIn(fields, 'relation'),
  };
  const body = { collector, isOldCardReturned: textOf(fields, 'oldCard') === 'yes' };
  const done = await page.ask('handOverCard', { params: cardParams(page), body });
  // Whoever collects it stands there: the PIN comes next.
  if (done.kind === 'reply') return goTo(cardAddress(cardParams(page).cardNumber, 'activation'));
  const errors = formErrorsOf(page, done, FIELDS);
  return errors === undefined ? done : show(page, 'hand-over', errors);
}
