import * as z from 'zod';
import type { Answer } from '../../ask/ask.ts';
import type { PageRequest } from '../../page/page.ts';
import { textOf, typedIn } from '../../page/text-of.ts';
import { caseParams } from './case-address.ts';

type CardAct = (page: PageRequest, cardNumber: string | undefined) => Promise<Answer<unknown>>;

const Attempt = z.object({ cardNumber: z.string(), state: z.string() });

/** What is done to the card on its page, by the name of the button. */
const CARD_ACTS: Readonly<Record<string, CardAct>> = { make, check, aside, 'hand-over': handOver, 'put-back': putBack };

/** The act that a button names. */
export function cardActOf(name: string): CardAct | undefined {
  return Object.hasOwn(CARD_ACTS, name) ? CARD_ACTS[name] : undefined;
}

/**
 * Reserves a number where there is none, writes the card on the reader and reads it back: each step is committed, and the same
 * button goes on where an earlier try stopped.
 */
async function make(page: PageRequest, known: string | undefined): Promise<Answer<unknown>> {
  const { ask, fields } = page;
  const reserved =
    known === undefined ? await ask('reserveCard', { params: caseParams(page), reply: Attempt }) : undefined;
  if (reserved?.kind === 'problem') return reserved;
  const params = { cardNumber: reserved?.body.cardNumber ?? known ?? '' };
  const body = { agent: typedIn(fields, 'agent') };
  const written = await ask('personaliseCard', { params, body });
  return written.kind === 'problem' ? written : ask('readBackCard', { params, body });
}

function check({ ask, fields }: PageRequest, cardNumber = ''): Promise<Answer<unknown>> {
  return ask('checkCard', { params: { cardNumber }, body: { place: textOf(fields, 'place') } });
}

function putBack({ ask, fields }: PageRequest, cardNumber = ''): Promise<Answer<unknown>> {
  return ask('putBackCard', { params: { cardNumber }, body: { place: textOf(fields, 'place') } });
}

function aside({ ask, fields }: PageRequest, cardNumber = ''): Promise<Answer<unknown>> {
  return ask('setCardAside', { params: { cardNumber }, body: { reason: typedIn(fields, 'reason') } });
}

function handOver({ ask, fields }: PageRequest, cardNumber = ''): Promise<Answer<unknown>> {
  const collector = {
    name: textOf(fields, 'collectorName'),
    document: textOf(fields, 'document'),
    relation: typedIn(fields, 'relation'),
  };
  const isOldCardReturned = textOf(fields, 'isOldCardReturned') === 'yes';
  return ask('handOverCard', { params: { cardNumber }, body: { collector, isOldCardReturned } });
}
