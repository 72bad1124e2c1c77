import { nodeRandom } from '@residence-permit/reader/node';
import { authenticateTerminal, openPace, type PaceSession, selectPermit } from '@residence-permit/reader/session';
import { CLINIC_REQUEST, type TappedCard } from '../session/tapped-card.ts';

/** A session of a clinic's terminal that may count. */
export async function openCountingSession({ office, card }: TappedCard): Promise<PaceSession> {
  const password = { kind: 'can', value: card.can } as const;
  const session = await openPace({
    transport: card.transport(),
    password,
    random: nodeRandom,
    template: CLINIC_REQUEST,
  });
  await selectPermit(session);
  await authenticateTerminal(session, await office.terminalFor('clinic'), { date: office.today() });
  return session;
}
