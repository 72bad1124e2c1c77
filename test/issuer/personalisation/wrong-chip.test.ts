import type { CardTransport } from '@residence-permit/shared/apdu';
import { describe, expect, test } from 'vitest';
import { aBlank, aCard, anOffice, aRecord, DEMO_AT } from '../../builders/index.ts';
import { aStockedChip, leavingAfter, officeWithPlannedCard, personaliser, transportOf } from './planned-card.ts';

describe('personalisation of a wrong chip', () => {
  test('refuses another blank for a card that was begun', async () => {
    const { office, cardNumber, personalise } = await officeWithPlannedCard();
    const transport = leavingAfter(5, await aStockedChip(office, 'first'));
    await expect(personalise.run({ cardNumber, transport })).rejects.toMatchObject({ code: 'CARD_REMOVED' });
    const second = await aStockedChip(office, 'second');
    expect(await personalise.run({ cardNumber, transport: transportOf(second) })).toEqual({
      ok: false,
      refusal: 'another-chip',
    });
  });

  test('stores nothing on a chip that bears the number of another one', async () => {
    const { office, cardNumber, personalise } = await officeWithPlannedCard();
    const chip = await aStockedChip(office, 'twin');
    await expect(personalise.run({ cardNumber, transport: leavingAfter(20, chip) })).rejects.toMatchObject({
      code: 'CARD_REMOVED',
    });
    const job = await personalise.jobs.load(cardNumber);
    if (job === undefined) throw new Error('no job');
    await personalise.jobs.save(cardNumber, { ...job, deviceKey: new Uint8Array(65).fill(4) });
    chip.reset();
    const sent: number[] = [];
    const transport: CardTransport = {
      transmit: async (command) => {
        sent.push(command[1] ?? 0);
        return chip.transmit(command);
      },
    };
    expect(await personalise.run({ cardNumber, transport })).toEqual({ ok: false, refusal: 'another-chip' });
    expect(sent).not.toContain(0xe2);
  });

  test('leaves a chip alone that was never taken in, or only by another office', async () => {
    const { office, cardNumber, personalise } = await officeWithPlannedCard();
    const blank = transportOf(aBlank({ seed: 'delivered' }));
    await expect(personalise.run({ cardNumber, transport: blank })).rejects.toMatchObject({
      code: 'CHIP_NOT_TAKEN_IN',
    });
    const strange = transportOf(await aStockedChip(await anOffice({ seed: 'another office' }), 'strange'));
    await expect(personalise.run({ cardNumber, transport: strange })).rejects.toMatchObject({ code: 'SCP_FAILED' });
    const chip = await aStockedChip(office, 'struck off');
    await office.register.change((state) => ({ state: { ...state, chips: [] }, value: undefined }));
    expect(await personalise.run({ cardNumber, transport: transportOf(chip) })).toEqual({
      ok: false,
      refusal: 'not-in-stock',
    });
    expect(personalise.signed).toEqual([]);
  });

  test('stops when a response of the channel was changed on its way, wherever it was changed', async () => {
    for (const [nth, byte] of [
      [4, 0],
      [6, 3],
      [9, -3],
      [12, 5],
    ] as const) {
      const { office, cardNumber, personalise } = await officeWithPlannedCard();
      const chip = await aStockedChip(office, `tampered ${nth}`);
      let answers = 0;
      const transport: CardTransport = {
        transmit: async (command) => {
          const response = chip.transmit(command);
          answers += 1;
          const at = byte < 0 ? response.length + byte : byte;
          if (answers >= nth && response.length > 10) response[at] = (response[at] ?? 0) ^ 0x01;
          return response;
        },
      };
      await expect(personalise.run({ cardNumber, transport })).rejects.toMatchObject({ code: 'SCP_FAILED' });
    }
  });

  test('refuses a chip that is personalised already, and one that was begun for another card', async () => {
    const office = await anOffice();
    office.setClock(DEMO_AT);
    const card = await aCard(office).personalised();
    const { cardNumber } = await office.plan(aRecord());
    const { run } = personaliser(office);
    expect(await run({ cardNumber, transport: card.transport() })).toEqual({ ok: false, refusal: 'not-blank' });

    const chip = await aStockedChip(office, 'begun');
    await expect(run({ cardNumber, transport: leavingAfter(5, chip) })).rejects.toMatchObject({
      code: 'CARD_REMOVED',
    });
    chip.reset();
    const other = await office.plan(aRecord());
    expect(await run({ cardNumber: other.cardNumber, transport: transportOf(chip) })).toEqual({
      ok: false,
      refusal: 'chip-in-use',
    });
  });
});
