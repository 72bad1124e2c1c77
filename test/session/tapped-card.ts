import type { CardTransport } from '@residence-permit/shared/apdu';
import { nodeRandom } from '@residence-permit/reader/node';
import { openPace, type PaceSession, selectPermit } from '@residence-permit/reader/session';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import type { Template } from '@residence-permit/shared/terminal-auth';
import { aCard, anOffice, type BuiltCard, DEMO_AT, type Office } from '../builders/index.ts';

/** A personalised, active card of a test office, with a counted grant, and the office that made it. */
export type TappedCard = { readonly office: Office; readonly card: BuiltCard };

/** What a terminal of a clinic asks for. */
export const CLINIC_REQUEST: Template = {
  role: 'terminal',
  read: [2, 3, 17, 18],
  write: [],
  count: true,
  canAllowed: true,
  pinManagement: false,
};

export const GRANT_ID = new Uint8Array(8).fill(0x42);

export async function aTappedCard(): Promise<TappedCard> {
  const office = await anOffice();
  office.setClock(DEMO_AT);
  const [from, through] = [parsePlainDate('2026-06-01'), parsePlainDate('2027-05-31')];
  const card = await aCard(office)
    .withGrants({ id: GRANT_ID, kind: 'yearly-check', from, through, limit: 2, period: 365 })
    .active();
  return { office, card };
}

/** A card-number session with the application selected. */
export async function openByCardNumber(
  card: BuiltCard,
  transport: CardTransport = card.transport(),
): Promise<PaceSession> {
  const session = await openPace({ transport, password: { kind: 'can', value: card.can }, random: nodeRandom });
  await selectPermit(session);
  return session;
}
