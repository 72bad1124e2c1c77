import { formErrorsOf } from '../../page/form-errors.ts';
import type { FormErrors, PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { goTo } from '../../page/shown.ts';
import { textOf } from '../../page/text-of.ts';
import { liveCard } from './live-card.ts';
import type { Own } from './read-own.ts';
import { showOwn } from './show-own.ts';

/** Reporting one's card as lost: what it means, asked again, done. */
export const lossPages: readonly PageDefinition[] = [
  { path: '/me/loss', access: 'signed-in', show: (page) => showLoss(page, 'loss') },
  { path: '/me/loss/confirm', access: 'signed-in', show: (page) => showLoss(page, 'loss-confirm'), act: report },
  { path: '/me/loss/done', access: 'signed-in', show: (page) => showLoss(page, 'loss-done') },
];

function showLoss(page: PageRequest, template: string, errors?: FormErrors): Promise<Shown> {
  const dataOf = (own: Own) => {
    const card = liveCard(own);
    const office = own.offices.find(({ id }) => id === own.person.officeId);
    return { card, isHeld: card?.state === 'LOST_HOLD', office };
  };
  return showOwn(page, { template, section: 'loss', dataOf, errors });
}

async function report(page: PageRequest): Promise<Shown> {
  const params = { cardNumber: textOf(page.fields, 'cardNumber') };
  const held = await page.ask('holdCard', { params, body: { channel: 'OWN' } });
  if (held.kind === 'reply') return goTo('/me/loss/done');
  const errors = formErrorsOf(page, held, {});
  return errors === undefined ? held : showLoss(page, 'loss-confirm', errors);
}
