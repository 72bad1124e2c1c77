import { PERMIT_AID, selectApplication, transmitCommand } from '@residence-permit/shared/apdu';
import { expect, it } from 'vitest';
import { activeCells, testCard } from '../../testing/test-card.ts';
import { inProcessTransport } from './index.ts';

it('hands a command to the card and its answer back, and the meter of the card sees both', async () => {
  const { card } = testCard(activeCells());
  const response = await transmitCommand(inProcessTransport(card), selectApplication(PERMIT_AID));
  expect(response).toEqual({ data: new Uint8Array(0), sw: 0x9000 });
  expect(card.meter).toMatchObject({ apdus: 1, bytes: 5 + PERMIT_AID.length + 2 });
  expect(card.meter.modelMs).toBeGreaterThan(0);
});
