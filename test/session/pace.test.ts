import { nodeRandom } from '@residence-permit/reader/node';
import {
  openPace,
  openPinAfterCan,
  readFile,
  selectPermit,
  setPin,
  unblockPin,
} from '@residence-permit/reader/session';
import type { CardTransport } from '@residence-permit/shared/apdu';
import { decodePermitDocument } from '@residence-permit/shared/records';
import { verifyCam } from '@residence-permit/shared/pace';
import { beforeAll, describe, expect, it } from 'vitest';
import { aTappedCard, CLINIC_REQUEST, openByCardNumber, type TappedCard } from './tapped-card.ts';

describe('PACE with the chip', () => {
  let tapped: TappedCard;
  beforeAll(async () => {
    tapped = await aTappedCard();
  });

  const withPin = (value: string, transport: CardTransport = tapped.card.transport()) =>
    openPace({ transport, password: { kind: 'pin', value }, random: nodeRandom });

  it('opens with the card number in seven commands and learns the published buffers', async () => {
    const { card } = tapped;
    const transport = card.transport();
    card.chip.meter.reset();
    const session = await openPace({ transport, password: { kind: 'can', value: card.can }, random: nodeRandom });
    expect(card.chip.meter.apdus).toBe(7);
    expect(session.buffers).toEqual({ maxCommandBytes: 2048, maxResponseBytes: 2048 });
    expect(session).toMatchObject({ mapping: 'cam', isOpen: true, trustPoints: [] });
  });

  it('proves the key that the signed record names', async () => {
    const session = await openByCardNumber(tapped.card);
    const { mso } = decodePermitDocument(await readFile(session, 1));
    expect(session.caIc).toBeDefined();
    const proof = { caIc: session.caIc ?? new Uint8Array(), mappingPublicKey: session.chipMappingKey };
    expect(verifyCam({ ...proof, staticPublicKey: mso.deviceKey })).toBe(true);
    const otherRun = await openByCardNumber(tapped.card);
    expect(verifyCam({ ...proof, mappingPublicKey: otherRun.chipMappingKey, staticPublicKey: mso.deviceKey })).toBe(
      false,
    );
  });

  it('names the trust points only when a template is asked for', async () => {
    const { card } = tapped;
    const password = { kind: 'can', value: card.can } as const;
    const session = await openPace({
      transport: card.transport(),
      password,
      random: nodeRandom,
      template: CLINIC_REQUEST,
    });
    expect(session.trustPoints).toEqual([expect.stringMatching(/^[A-Z]{2}[A-Z0-9]+[0-9]{5}$/)]);
  });

  it('opens by generic mapping where that is asked for, without a proof', async () => {
    const { card } = tapped;
    const password = { kind: 'can', value: card.can } as const;
    const session = await openPace({ transport: card.transport(), password, random: nodeRandom, mapping: 'gm' });
    expect(session).toMatchObject({ mapping: 'gm', caIc: undefined });
  });

  it('selects the master file when another application was left selected', async () => {
    const { card } = tapped;
    const transport = card.transport();
    await transport.transmit(
      Uint8Array.of(0x00, 0xa4, 0x04, 0x0c, 0x0b, 0xf0, ...new TextEncoder().encode('RESPERMIT'), 0x01),
    );
    await expect(openByCardNumber(card, transport)).resolves.toMatchObject({ isOpen: true });
  });

  it('says PASSWORD_WRONG for a wrong card number, and the right one works right after', async () => {
    const { card } = tapped;
    const wrong = card.can === '000000' ? '000001' : '000000';
    const password = { kind: 'can', value: wrong } as const;
    await expect(openPace({ transport: card.transport(), password, random: nodeRandom })).rejects.toMatchObject({
      code: 'PASSWORD_WRONG',
    });
    await expect(openByCardNumber(card)).resolves.toMatchObject({ isOpen: true });
  });

  it('says PASSWORD_WRONG for a card number that no card has, and asks the card nothing', async () => {
    const { card } = tapped;
    const transport = card.transport();
    card.chip.meter.reset();
    const password = { kind: 'can', value: '12345' } as const;
    await expect(openPace({ transport, password, random: nodeRandom })).rejects.toMatchObject({
      code: 'PASSWORD_WRONG',
    });
    expect(card.chip.meter.apdus).toBe(0);
  });

  it('loses PIN tries, suspends the last, and takes it after the card number', async () => {
    const { card } = tapped;
    await expect(withPin('999999')).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
    await expect(withPin('999999')).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
    await expect(withPin(card.pin)).rejects.toMatchObject({ code: 'PASSWORD_SUSPENDED' });
    const { can, pin } = card;
    const resumed = await openPinAfterCan({ transport: card.transport(), can, pin, random: nodeRandom });
    await selectPermit(resumed);
    expect((await readFile(resumed, 14)).length).toBeGreaterThan(0);
    await expect(withPin(pin)).resolves.toMatchObject({ isOpen: true });
  });

  it('blocks the PIN after the last try, until the unblocking code', async () => {
    const { card } = tapped;
    const { can, pin, puk } = card;
    await expect(withPin('999999')).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
    await expect(withPin('999999')).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
    const lastTry = openPinAfterCan({ transport: card.transport(), can, pin: '999999', random: nodeRandom });
    await expect(lastTry).rejects.toMatchObject({ code: expect.stringMatching(/^PASSWORD_(WRONG|BLOCKED)$/) });
    await expect(withPin(pin)).rejects.toMatchObject({ code: 'PASSWORD_BLOCKED' });
    const unblocking = { kind: 'puk', value: puk } as const;
    const session = await openPace({ transport: card.transport(), password: unblocking, random: nodeRandom });
    await selectPermit(session);
    await unblockPin(session);
    await expect(withPin(pin)).resolves.toMatchObject({ isOpen: true });
  });

  it('lets the holder replace the PIN', async () => {
    const session = await withPin(tapped.card.pin);
    await selectPermit(session);
    await setPin(session, '246801');
    await expect(withPin('246801')).resolves.toMatchObject({ isOpen: true });
    const again = await withPin('246801');
    await selectPermit(again);
    await setPin(again, tapped.card.pin);
  });

  it('says CARD_NOT_PERMIT for a card that knows none of this', async () => {
    const foreign = { transmit: async () => Uint8Array.of(0x6a, 0x82) };
    await expect(withPin('123456', foreign)).rejects.toMatchObject({ code: 'CARD_NOT_PERMIT' });
  });

  it('says PACE_FAILED when something between changes the card’s last token', async () => {
    const inner = tapped.card.transport();
    const transport = {
      transmit: async (command: Uint8Array): Promise<Uint8Array> => {
        const response = await inner.transmit(command);
        // The last exchange is the only GENERAL AUTHENTICATE that is not chained; its answer holds 86 08 and the token.
        if (command[0] !== 0x00 || command[1] !== 0x86) return response;
        const token = 2 + response.findIndex((byte, at) => byte === 0x86 && response[at + 1] === 8);
        return response.with(token, (response[token] ?? 0) ^ 1);
      },
    };
    await expect(openByCardNumber(tapped.card, transport)).rejects.toMatchObject({ code: 'PACE_FAILED' });
  });
});
