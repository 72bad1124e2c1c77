import type * as z from 'zod';
import { QueueView } from '../../../http/api/applications/read-routes.ts';
import { MakingsView } from '../../../http/api/production/making-routes.ts';
import type { Answer } from '../../ask/ask.ts';
import type { PageDefinition, PageRequest, Shown } from '../../page/page.ts';
import { showPage } from '../../page/shown.ts';
import { caseAddress } from '../cases/case-address.ts';
import { cardAddress } from './card-address.ts';
import { ofCaseAddress } from './way-to-card.ts';

type Cards = z.output<typeof MakingsView>['cards'];
type Line = z.output<typeof QueueView>['lines'][number];

const UNDER_WAY = ['RESERVED', 'SIGNED', 'WRITING', 'WRITTEN'];
const WAITING = ['READ_BACK', 'HELD', 'HANDED_OVER'];
const CASES = 100;

/** The desk of those who make cards and hand them over: what waits for each step, with one thing to do a line. */
export const deskPage: PageDefinition = { path: '/office/cards', access: 'signed-in', show: showDesk };

async function showDesk(page: PageRequest): Promise<Shown> {
  const roles = page.viewer?.roles ?? [];
  const states = [...UNDER_WAY, ...WAITING].join(',');
  const found = await page.ask('listMakings', { query: { states }, reply: MakingsView });
  if (found.kind === 'problem') return found;
  const { cards } = found.body;
  const cases = roles.includes('producer') ? await casesToMake(page) : undefined;
  if (cases?.kind === 'problem') return cases;
  const begun = new Set(cards.map(({ applicationId }) => applicationId));
  const inStates = (names: readonly string[]) => cards.filter(({ state }) => names.includes(state)).map(cardShown);
  return showPage('cards/desk', {
    toMake: cases?.body.lines.filter(({ id }) => !begun.has(id)).map(caseShown),
    parts: [
      ...(roles.includes('producer') ? [{ name: 'under-way', cards: inStates(UNDER_WAY) }] : []),
      { name: 'check', cards: inStates(['READ_BACK']), below: 'check' },
      ...(roles.includes('clerk')
        ? [
            { name: 'held', cards: inStates(['HELD']), below: 'hand-over' },
            { name: 'handed-over', cards: inStates(['HANDED_OVER']), below: 'activation' },
          ]
        : []),
    ],
  });
}

/** Decided cases whose card is not begun, or whose card was set aside. */
function casesToMake({ ask }: PageRequest): Promise<Answer<z.output<typeof QueueView>>> {
  const query = { states: 'APPROVED,IN_PRODUCTION', limit: String(CASES) };
  return ask('listCases', { query, purpose: 'card-production', reply: QueueView });
}

function cardShown(card: Cards[number]) {
  return {
    ...card,
    address: cardAddress(card.cardNumber),
    caseAddress: caseAddress({ number: card.caseNumber, id: card.applicationId }),
  };
}

function caseShown({ id, number, kind, dueOn, state }: Line) {
  return { id, number, kind, dueOn, state, address: caseAddress({ number, id }), begin: ofCaseAddress({ number, id }) };
}
