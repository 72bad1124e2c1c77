import { nodeRandom } from '@residence-permit/reader/node';
import {
  authenticateTerminal,
  openPace,
  readFile,
  selectPermit,
  type TerminalCredential,
} from '@residence-permit/reader/session';
import type { CardTransport } from '@residence-permit/shared/apdu';
import { CardError } from '@residence-permit/shared/errors';
import { beforeAll, describe, expect, it } from 'vitest';
import { aTappedCard, CLINIC_REQUEST, type TappedCard } from './tapped-card.ts';

/** A card that leaves the field before it answers command number `leavesAt`, counted from 0. */
function leaving(inner: CardTransport, leavesAt: number): CardTransport & { readonly sent: number } {
  let sent = 0;
  return {
    get sent() {
      return sent;
    },
    async transmit(command) {
      sent += 1;
      if (sent > leavesAt) throw new CardError('CARD_REMOVED');
      return inner.transmit(command);
    },
  };
}

describe('a card that leaves the field', () => {
  let tapped: TappedCard;
  let credential: TerminalCredential;
  beforeAll(async () => {
    tapped = await aTappedCard();
    credential = await tapped.office.terminalFor('clinic');
  });

  async function tap(transport: CardTransport): Promise<void> {
    const password = { kind: 'can', value: tapped.card.can } as const;
    const session = await openPace({ transport, password, random: nodeRandom, template: CLINIC_REQUEST });
    await selectPermit(session);
    await readFile(session, 1);
    await authenticateTerminal(session, credential, { date: tapped.office.today() });
    for (const dataGroup of [2, 3, 17, 18]) await readFile(session, dataGroup);
  }

  it('says CARD_REMOVED at every one of its commands, and nothing is sent after', async () => {
    await tap(tapped.card.transport());
    // From the second tap on the chip knows the DV, so every tap has the same commands.
    const whole = leaving(tapped.card.transport(), Number.POSITIVE_INFINITY);
    await tap(whole);
    expect(whole.sent).toBeGreaterThanOrEqual(18);
    for (let leavesAt = 0; leavesAt < whole.sent; leavesAt += 1) {
      const transport = leaving(tapped.card.transport(), leavesAt);
      await expect(tap(transport)).rejects.toMatchObject({ code: 'CARD_REMOVED' });
      expect(transport.sent).toBe(leavesAt + 1);
    }
  });
});
