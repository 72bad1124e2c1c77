import * as z from 'zod';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showPage } from '../../page/shown.ts';
import { cardAddress, cardParams, CARD_PATH } from './card-address.ts';

const Code = z.object({ puk: z.string() });
/** Read more easily in groups. */
const GROUP = /(\d{5})(?=\d)/g;

/** The holder's letter with the unblocking code, for the printer; until the card is handed over. */
export const letterPage: PageDefinition = { path: `${CARD_PATH}/letter`, access: 'signed-in', show: showLetter };

async function showLetter(page: PageRequest): Promise<Shown> {
  const { cardNumber } = cardParams(page);
  const code = await page.ask('readUnblockingCode', { params: { cardNumber }, reply: Code });
  if (code.kind === 'problem') return code;
  const data = { here: cardAddress(cardNumber), cardNumber, code: code.body.puk.replaceAll(GROUP, '$1 ') };
  return showPage('cards/letter', data);
}
