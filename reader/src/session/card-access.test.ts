import {
  type CardTransport,
  decodeCommand,
  EF_ATR_INFO,
  encodeAtrInfo,
  encodeResponse,
} from '@residence-permit/shared/apdu';
import { fromHex, toHex } from '@residence-permit/shared/bytes';
import { CardError } from '@residence-permit/shared/errors';
import { describe, expect, it } from 'vitest';
import { readCardAccess } from './card-access.ts';
import { SHORT_BUFFERS } from './card-buffers.ts';

/** EF.CardAccess of the profile: chip-authentication and generic mapping. Card profile 1 §10 */
const CARD_ACCESS = fromHex('31283012060a04007f0007020204060202010202010c3012060a04007f0007020204020202010202010c');
const LARGE = { maxCommandBytes: 2048, maxResponseBytes: 2048 };

/** A card with these two files; `refuse` answers in its place what it does not want. */
function cardWith(
  atrInfo: Uint8Array | undefined,
  refuse: (command: Uint8Array) => Uint8Array | undefined = () => undefined,
): CardTransport & { readonly sent: string[] } {
  const sent: string[] = [];
  return {
    sent,
    transmit: async (bytes) => {
      sent.push(toHex(bytes));
      const refusal = refuse(bytes);
      if (refusal !== undefined) return refusal;
      const { ins, p1 } = decodeCommand(bytes);
      if (ins === 0xa4) return fromHex('9000');
      const data = p1 === (0x80 | EF_ATR_INFO.sfi) ? atrInfo : CARD_ACCESS;
      return data === undefined ? fromHex('6a82') : encodeResponse({ data, sw: 0x9000 });
    },
  };
}

const isExtended = (command: Uint8Array): boolean => command.length === 7;

describe('what a card says about itself', () => {
  it('is taken in extended length where the card publishes it, in two commands', async () => {
    const card = cardWith(encodeAtrInfo(LARGE));
    expect((await readCardAccess(card)).buffers).toEqual(LARGE);
    expect(card.sent).toEqual(['00b09d0000', '00b09c00000000']);
  });

  it.each([
    ['the card with 6700', () => fromHex('6700')],
    [
      'the reader with a fault',
      () => {
        throw new CardError('READER_FAILED');
      },
    ],
    ['the reader with an answer that is none', () => new Uint8Array(1)],
  ] as const)('is taken in short length after extended was refused by %s', async (_who, answer) => {
    const card = cardWith(encodeAtrInfo(LARGE), (command) => (isExtended(command) ? answer() : undefined));
    expect((await readCardAccess(card)).buffers).toEqual(SHORT_BUFFERS);
    expect(card.sent).toEqual(['00b09d0000', '00b09c00000000', '00b09c0000']);
  });

  it('does not go on when the card left', async () => {
    const card = cardWith(encodeAtrInfo(LARGE), (command) => {
      if (isExtended(command)) throw new CardError('CARD_REMOVED');
      return undefined;
    });
    await expect(readCardAccess(card)).rejects.toMatchObject({ code: 'CARD_REMOVED' });
    expect(card.sent).toHaveLength(2);
  });

  it('tries nothing long with a reader that is known not to pass it', async () => {
    const card = cardWith(encodeAtrInfo(LARGE));
    expect((await readCardAccess({ ...card, apduLengths: 'short' })).buffers).toEqual(SHORT_BUFFERS);
    expect(card.sent.some((command) => command.length === 14)).toBe(false);
  });

  it.each([
    ['no EF.ATR/INFO', undefined],
    ['one length in it', fromHex('7f660402020800')],
    ['nothing readable in it', fromHex('ffffff')],
    ['7F65 in it', fromHex('7f65080202080002020800')],
  ])('is taken in short length with %s', async (_what, atrInfo) => {
    expect((await readCardAccess(cardWith(atrInfo))).buffers).toEqual(SHORT_BUFFERS);
  });

  it('keeps to buffers smaller than a short command, down to those that hold no exchange', async () => {
    const small = { maxCommandBytes: 128, maxResponseBytes: 130 };
    expect((await readCardAccess(cardWith(encodeAtrInfo(small)))).buffers).toEqual(small);
    const tiny = cardWith(encodeAtrInfo({ maxCommandBytes: 127, maxResponseBytes: 2048 }));
    await expect(readCardAccess(tiny)).rejects.toMatchObject({ code: 'CARD_BUFFER_TOO_SMALL' });
  });
});
