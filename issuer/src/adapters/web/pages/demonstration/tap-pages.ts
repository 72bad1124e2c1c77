import { CODES, type Code, EXPLANATIONS } from '@residence-permit/shared/errors';
import type * as z from 'zod';
import { CardsView, DemonstrationView } from '../../../http/api/demonstration/demonstration-routes.ts';
import { TapView } from '../../../http/api/demonstration/tap-view.ts';
import { type FormFields, formErrorsOf, sentenceOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showForm, showPage, NOT_FOUND } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { releasedRowsOf } from './released-rows.ts';
import { tapScreenOf } from './tap-screen.ts';

type Tap = z.output<typeof TapView>;
type Read = {
  readonly demonstration: z.output<typeof DemonstrationView>;
  readonly cards: z.output<typeof CardsView>['cards'];
};

const FIELDS: FormFields = {
  servicePoint: {
    pointer: '/body/servicePoint',
    words: 'demonstration.tap.point',
    refusals: ['service-point-unknown'],
  },
  serial: { pointer: '/body/serial', words: 'demonstration.tap.card', refusals: ['card-unknown'] },
  can: { pointer: '/body/can', words: 'demonstration.tap.can', refusals: ['number-malformed'] },
};

/** A card on the reader, tapped as a service point does it, and what that one sees. */
export const tapPages: readonly PageDefinition[] = [
  { path: '/demonstration/tap', access: 'public', show: showChoice, act: tap },
  { path: '/demonstration/tap/portrait', access: 'public', show: showPortrait },
];

async function showChoice(page: PageRequest): Promise<Shown> {
  const read = await readAll(page);
  if ('kind' in read) return read;
  const lying = read.cards.find(({ isOnReader, front }) => isOnReader && front !== undefined);
  return choiceIn(page, read, { values: { serial: lying?.serial ?? '' } });
}

async function tap(page: PageRequest): Promise<Shown> {
  const { fields, ask } = page;
  const read = await readAll(page);
  if ('kind' in read) return read;
  const missing = missingIn(page, read);
  if (missing !== undefined) return choiceIn(page, read, { values: fields, errors: missing });
  const isReal = read.demonstration.reader === 'real';
  const serial = textOf(fields, 'serial');
  const laid = isReal ? undefined : await ask('layDemonstrationCard', { body: { serial } });
  const can = isReal ? textOf(fields, 'can') : frontOf(read, serial)?.can;
  const body = { servicePoint: textOf(fields, 'servicePoint'), can: can ?? '' };
  const tapped = laid?.kind === 'problem' ? laid : await ask('tapDemonstrationCard', { body, reply: TapView });
  if (tapped.kind === 'reply') return resultIn(page, read, tapped.body);
  const errors = formErrorsOf(page, tapped, FIELDS);
  return errors === undefined ? tapped : choiceIn(page, read, { values: fields, errors });
}

/** The portrait as that service point reads it: a tap of its own, for a page holds no picture in itself. */
async function showPortrait(page: PageRequest): Promise<Shown> {
  const read = await readAll(page);
  if ('kind' in read) return read;
  const can = read.cards.find(({ isOnReader }) => isOnReader)?.front?.can ?? '';
  const body = { servicePoint: page.query['point'] ?? '', can };
  const tapped = await page.ask('tapDemonstrationCard', { body, reply: TapView });
  if (tapped.kind === 'problem') return tapped;
  const { portrait } = tapped.body.fields;
  if (portrait === undefined) return NOT_FOUND;
  return { kind: 'file', bytes: Buffer.from(portrait, 'base64'), type: 'image/jpeg' };
}

async function readAll({ ask }: PageRequest): Promise<Read | Extract<Shown, { readonly kind: 'problem' }>> {
  const demonstration = await ask('readDemonstration', { reply: DemonstrationView });
  if (demonstration.kind === 'problem') return demonstration;
  const lying = await ask('listDemonstrationCards', { reply: CardsView });
  if (lying.kind === 'problem') return lying;
  return { demonstration: demonstration.body, cards: lying.body.cards };
}

function frontOf({ cards }: Read, serial: string) {
  return cards.find((card) => card.serial === serial)?.front;
}

/** What was not chosen yet, or is not there to be chosen. */
function missingIn(page: PageRequest, read: Read): FormErrors | undefined {
  const { demonstration } = read;
  const isPoint = demonstration.servicePoints.some(({ id }) => id === textOf(page.fields, 'servicePoint'));
  const isCard = demonstration.reader === 'real' || frontOf(read, textOf(page.fields, 'serial')) !== undefined;
  const names = [...(isCard ? [] : ['serial']), ...(isPoint ? [] : ['servicePoint'])];
  if (names.length === 0) return undefined;
  const said = names.map((name) => [name, sentenceOf(page, name, FIELDS[name] ?? { pointer: '', words: '' })]);
  return { status: 422, fields: Object.fromEntries(said), others: [] };
}

function choiceIn(
  { language }: PageRequest,
  { demonstration, cards }: Read,
  form: Pick<Parameters<typeof showForm>[1], 'values' | 'errors'>,
): Shown {
  const points = demonstration.servicePoints.map(({ id, titles }) => ({ id, title: titles[language] }));
  const written = cards.flatMap(({ serial, front }) => (front === undefined ? [] : [{ serial, ...front }]));
  const data = { points, cards: written, isReal: demonstration.reader === 'real' };
  return showForm('demonstration/tap', { data, ...form });
}

/** What the service point sees and nothing more: the fields only where the card passed. */
function resultIn(page: PageRequest, { demonstration }: Read, tapped: Tap): Shown {
  const screen = tapScreenOf(tapped);
  const point = demonstration.servicePoints.find(({ id }) => id === tapped.servicePoint);
  const { fields, coveredThrough, endorsedThrough, cost } = tapped;
  const service = `demonstration.tap.services.${point?.purpose ?? ''}`;
  return showPage('demonstration/tapped', {
    screen,
    point: { id: tapped.servicePoint, title: point?.titles[page.language] },
    service: page.has(service) ? page.say(service) : undefined,
    coveredThrough,
    endorsedThrough: screen === 'renew' ? endorsedThrough : undefined,
    cause: screen === 'cannot-decide' ? causeOf(page, tapped) : undefined,
    rows: screen === 'pass' ? releasedRowsOf(fields, page) : [],
    hasPortrait: screen === 'pass' && fields.portrait !== undefined && demonstration.reader !== 'real',
    isCertified: point?.isCertified,
    serial: textOf(page.fields, 'serial'),
    cost,
  });
}

/** Why it could not be decided, for whoever serves there. */
function causeOf({ language }: PageRequest, { reasons }: Tap): string | undefined {
  const code = reasons.find((reason): reason is Code => reason !== 'NOT_ASKED' && Object.hasOwn(CODES, reason));
  if (code === undefined) return undefined;
  return language === 'zh' ? EXPLANATIONS[code].zh.meaning : CODES[code].meaning;
}
