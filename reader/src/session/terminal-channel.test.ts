import { type CommandApdu, decodeCommand, encodeResponse } from '@residence-permit/shared/apdu';
import { concatBytes, fromHex, toHex } from '@residence-permit/shared/bytes';
import { CardError, type Code, PermitError } from '@residence-permit/shared/errors';
import { makeSmCipher } from '@residence-permit/shared/secure-messaging';
import { describe, expect, it } from 'vitest';
import { type CardBuffers, SHORT_BUFFERS } from './card-buffers.ts';
import { TerminalChannel } from './terminal-channel.ts';

const KEYS = { enc: fromHex('000102030405060708090a0b0c0d0e0f'), mac: fromHex('101112131415161718191a1b1c1d1e1f') };
const READ: CommandApdu = { cla: 0, ins: 0xb0, p1: 0x82, p2: 0, data: new Uint8Array(0), ne: 200 };
const BUFFERS = { maxCommandBytes: 300, maxResponseBytes: 300 };

/** A card that answers each command with the next of these, or fails with it. */
function channelOver(
  answers: readonly (Uint8Array | Error)[],
  buffers: CardBuffers = BUFFERS,
): { channel: TerminalChannel; sent: Uint8Array[] } {
  const sent: Uint8Array[] = [];
  const transport = {
    transmit: async (command: Uint8Array): Promise<Uint8Array> => {
      const answer = answers[sent.length];
      sent.push(command);
      if (answer instanceof Uint8Array) return answer;
      throw answer ?? new CardError('CARD_REMOVED');
    },
  };
  return { channel: new TerminalChannel({ transport, keys: KEYS, buffers }), sent };
}

function sealed(ssc: bigint, data: Uint8Array, sw = 0x9000): Uint8Array {
  return encodeResponse(makeSmCipher(KEYS).sealResponse(ssc, { data, sw }));
}

async function codeOf(promise: Promise<unknown>): Promise<Code | undefined> {
  try {
    await promise;
    return undefined;
  } catch (cause) {
    return cause instanceof PermitError ? cause.code : 'UNEXPECTED';
  }
}

describe('the terminal end of secure messaging', () => {
  it('counts once before each command and once before each response', async () => {
    const { channel, sent } = channelOver([sealed(2n, fromHex('cafe')), sealed(4n, fromHex('0102'), 0x6282)]);
    expect(await channel.transmit(READ)).toEqual({ data: fromHex('cafe'), sw: 0x9000 });
    expect(await channel.transmit(READ)).toEqual({ data: fromHex('0102'), sw: 0x6282 });
    const cipher = makeSmCipher(KEYS);
    const opened = sent.map((bytes, index) => cipher.openCommand(index === 0 ? 1n : 3n, decodeCommand(bytes)));
    expect(opened).toMatchObject([
      { ins: 0xb0, p1: 0x82, ne: 200 },
      { ins: 0xb0, p1: 0x82, ne: 200 },
    ]);
  });

  it('lives on after a refusal that comes under the channel', async () => {
    const { channel } = channelOver([sealed(2n, new Uint8Array(0), 0x6982), sealed(4n, fromHex('aa'))]);
    expect((await channel.transmit(READ)).sw).toBe(0x6982);
    expect(toHex((await channel.transmit(READ)).data)).toBe('aa');
  });

  it.each([
    ['a status word alone', '9000'],
    ['a refusal in the clear', '6988'],
    ['a file in the clear', 'd8185832a4687369676e65644974656d9000'],
  ])('refuses %s as a downgrade, and closes for good', async (_what, response) => {
    const { channel, sent } = channelOver([fromHex(response), sealed(4n, fromHex('aa'))]);
    expect(await codeOf(channel.transmit(READ))).toBe('SM_PLAIN_RESPONSE');
    expect(channel.isOpen).toBe(false);
    expect(await codeOf(channel.transmit(READ))).toBe('SM_CLOSED');
    expect(sent).toHaveLength(1);
  });

  it('refuses every response with one bit flipped, and closes for good', async () => {
    const good = sealed(2n, fromHex('00112233445566778899aabbccddeeff0011'));
    for (let bit = 0; bit < good.length * 8; bit += 1) {
      const flipped = good.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const { channel } = channelOver([flipped]);
      expect(await codeOf(channel.transmit(READ))).toBe('SM_BAD_RESPONSE');
      expect(channel.isOpen).toBe(false);
    }
  });

  it('refuses every response cut short', async () => {
    const good = sealed(2n, fromHex('00112233445566778899aabbccddeeff0011'));
    for (let length = 0; length < good.length; length += 1) {
      const { channel } = channelOver([good.subarray(0, length)]);
      expect(['SM_BAD_RESPONSE', 'SM_PLAIN_RESPONSE']).toContain(await codeOf(channel.transmit(READ)));
      expect(channel.isOpen).toBe(false);
    }
  });

  it('refuses a response that was good for an earlier command', async () => {
    const replayed = sealed(2n, fromHex('cafe'));
    const { channel } = channelOver([replayed, replayed]);
    await channel.transmit(READ);
    expect(await codeOf(channel.transmit(READ))).toBe('SM_BAD_RESPONSE');
  });

  it('closes when the card leaves, and passes on why', async () => {
    const { channel } = channelOver([new CardError('CARD_REMOVED')]);
    expect(await codeOf(channel.transmit(READ))).toBe('CARD_REMOVED');
    expect(channel.isOpen).toBe(false);
  });

  it('sends nothing that the card has no room for, and stays open', async () => {
    const { channel, sent } = channelOver([sealed(2n, fromHex('aa'))], { maxCommandBytes: 36, maxResponseBytes: 300 });
    const long: CommandApdu = { ...READ, ins: 0xd2, data: new Uint8Array(290), ne: 0 };
    expect(await codeOf(channel.transmit(long))).toBe('CARD_BUFFER_TOO_SMALL');
    expect(sent).toHaveLength(0);
    expect(toHex((await channel.transmit(READ)).data)).toBe('aa');
  });

  it.each([300, 261, 128])(
    'chains a command that does not fit %i bytes, each part protected by itself',
    async (most) => {
      const data = Uint8Array.from({ length: 290 }, (_, at) => at % 251);
      const answers = Array.from({ length: 6 }, (_, at) => sealed(BigInt(2 * at + 2), new Uint8Array(0)));
      const { channel, sent } = channelOver(answers, { maxCommandBytes: most, maxResponseBytes: 258 });
      expect((await channel.transmit({ ...READ, ins: 0xd2, data, ne: 0 })).sw).toBe(0x9000);
      expect(sent.every((bytes) => bytes.length <= most)).toBe(true);
      const cipher = makeSmCipher(KEYS);
      const opened = sent.map((bytes, at) => cipher.openCommand(BigInt(2 * at + 1), decodeCommand(bytes)));
      expect(opened.map(({ cla }) => cla)).toEqual([...opened.slice(1).map(() => 0x10), 0x00]);
      expect(toHex(concatBytes(...opened.map((part) => part.data)))).toBe(toHex(data));
    },
  );

  it('ends a chain at the part that the card refuses, whose status word is the answer', async () => {
    const answers = [sealed(2n, new Uint8Array(0), 0x6a84), sealed(4n, fromHex('aa'))];
    const { channel, sent } = channelOver(answers, SHORT_BUFFERS);
    expect((await channel.transmit({ ...READ, ins: 0xd2, data: new Uint8Array(600), ne: 0 })).sw).toBe(0x6a84);
    expect(sent).toHaveLength(1);
    expect(toHex((await channel.transmit(READ)).data)).toBe('aa');
  });

  it('asks for no more than a short answer where the buffers are short', async () => {
    const { channel, sent } = channelOver([sealed(2n, fromHex('aa'))], SHORT_BUFFERS);
    await channel.transmit({ ...READ, ne: 65_536 });
    expect(sent[0]?.at(-1)).toBe(0);
    expect(sent[0]).toHaveLength(5 + 13 + 1);
  });

  it.each([
    ['a status word 6700 in the clear', fromHex('6700')],
    ['a fault of the reader', new CardError('READER_FAILED')],
    ['an answer that is none', new CardError('CARD_ANSWER_BAD')],
  ])('takes %s at a long command for a refusal of its length, at a short one for what it is', async (_what, answer) => {
    const { channel } = channelOver([answer], { maxCommandBytes: 2048, maxResponseBytes: 2048 });
    expect(await codeOf(channel.transmit({ ...READ, ne: 2000 }))).toBe('EXTENDED_LENGTH_REFUSED');
    expect(channel.isOpen).toBe(false);
    const other = channelOver([answer]).channel;
    expect(await codeOf(other.transmit(READ))).not.toBe('EXTENDED_LENGTH_REFUSED');
  });

  it('says CARD_RESET of a chip that knows of no channel', async () => {
    const { channel } = channelOver([fromHex('6882')]);
    expect(await codeOf(channel.transmit(READ))).toBe('CARD_RESET');
    expect(channel.isOpen).toBe(false);
  });

  it('refuses a second command before the first is answered', async () => {
    const { channel } = channelOver([sealed(2n, fromHex('aa')), sealed(4n, fromHex('bb'))]);
    const first = channel.transmit(READ);
    await expect(channel.transmit(READ)).rejects.toThrow(TypeError);
    expect(toHex((await first).data)).toBe('aa');
  });
});
