import * as z from 'zod';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showPage } from '../../page/shown.ts';
import { cardAddress, cardParams, CARD_PATH } from './card-address.ts';
import { readMaking } from './read-making.ts';

const Bytes = z.object({ bytes: z.instanceof(Uint8Array), type: z.string(), fileName: z.string().optional() });

/** The face of a card: both sides to look at, and the print in its true size. */
export const facePages: readonly PageDefinition[] = [
  { path: `${CARD_PATH}/face`, access: 'signed-in', show: showFace },
  { path: `${CARD_PATH}/face/print`, access: 'signed-in', show: (page) => showFile(page, 'printCardFace') },
  { path: `${CARD_PATH}/face/side/:side`, access: 'signed-in', show: (page) => showFile(page, 'showCardFace') },
];

/** Asks for one side first: whoever has to prove presence does so before two pictures stay away. */
async function showFace(page: PageRequest): Promise<Shown> {
  const making = await readMaking(page);
  if (making.kind === 'problem') return making;
  const front = await page.ask('showCardFace', { params: { ...cardParams(page), side: 'front' }, reply: Bytes });
  if (front.kind === 'problem') return front;
  const { cardNumber, caseNumber } = making.body;
  return showPage('cards/face', { here: cardAddress(cardNumber), cardNumber, caseNumber });
}

async function showFile(page: PageRequest, route: 'printCardFace' | 'showCardFace'): Promise<Shown> {
  const { side } = page.params;
  const params = { ...cardParams(page), ...(side === undefined ? {} : { side }) };
  const file = await page.ask(route, { params, reply: Bytes });
  return file.kind === 'problem' ? file : { kind: 'file', ...file.body };
}
