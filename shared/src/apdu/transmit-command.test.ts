import { expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes/index.ts';
import { type CardTransport, getChallenge, splitChain, transmitCommand } from './index.ts';

test('a command goes out encoded, and its response comes back decoded', async () => {
  const sent: string[] = [];
  const transport: CardTransport = {
    transmit: async (command) => {
      sent.push(toHex(command));
      return fromHex('01020304050607089000');
    },
  };
  const response = await transmitCommand(transport, getChallenge());
  expect(sent).toEqual(['0084000008']);
  expect([toHex(response.data), response.sw]).toEqual(['0102030405060708', 0x9000]);
});

test('a response too short for a status word is refused', async () => {
  const transport: CardTransport = { transmit: async () => fromHex('90') };
  const refused = expect.objectContaining({ code: 'APDU_MALFORMED' });
  await expect(transmitCommand(transport, getChallenge())).rejects.toThrow(refused);
});

test('a chain of blocks without bytes is the caller’s bug', () => {
  expect(() => splitChain(getChallenge(), 0)).toThrow(RangeError);
});
