import * as z from 'zod';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { cardAddress } from './card-address.ts';

const Reserved = z.object({ cardNumber: z.string() });

/** Takes a card number for a decided case and goes to the card's screen: what the button of a line of the desk does. */
export const beginPage: PageDefinition = {
  path: '/office/cards/begin',
  access: 'signed-in',
  show: async () => goTo('/office/cards'),
  act: begin,
};

async function begin({ ask, fields }: PageRequest): Promise<Shown> {
  const params = { applicationId: textOf(fields, 'applicationId') };
  const reserved = await ask('reserveCard', { params, reply: Reserved });
  return reserved.kind === 'problem' ? reserved : goTo(cardAddress(reserved.body.cardNumber));
}
