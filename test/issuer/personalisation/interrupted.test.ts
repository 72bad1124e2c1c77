import { getCard } from '@residence-permit/issuer/register';
import type { CardTransport } from '@residence-permit/shared/apdu';
import { CardError } from '@residence-permit/shared/errors';
import { describe, expect, test } from 'vitest';
import { aCard, aRecord } from '../../builders/index.ts';
import { aStockedChip, leavingAfter, officeWithPlannedCard, transportOf } from './planned-card.ts';

/** Notes the length of each STORE DATA of the portrait; the card leaves when `atMost` are stored. */
function countingPortrait(inner: CardTransport, pieces: number[], atMost = Number.POSITIVE_INFINITY): CardTransport {
  return {
    transmit: async (command) => {
      const isPortrait = command[1] === 0xe2 && command[2] === 9;
      if (isPortrait && pieces.length >= atMost) throw new CardError('CARD_REMOVED');
      if (isPortrait) pieces.push(command.length);
      return inner.transmit(command);
    },
  };
}

describe('personalisation that was interrupted', () => {
  test('cut off after any number of commands goes on where it stopped, with the record signed before', async () => {
    const { office, cardNumber, personalise } = await officeWithPlannedCard();
    const chip = await aStockedChip(office, 'torn');
    let runs = 0;
    for (let commands = 1; ; commands += 3) {
      runs += 1;
      chip.reset();
      const transport = leavingAfter(commands, chip);
      const outcome = await personalise.run({ cardNumber, transport }).catch((cause: unknown) => cause);
      if (!(outcome instanceof CardError)) {
        expect(outcome).toMatchObject({ ok: true, value: { stage: 'personalised' } });
        break;
      }
      expect(outcome.code).toBe('CARD_REMOVED');
      expect(getCard(await office.register.read(), cardNumber).stage).toBe('planned');
    }
    expect(runs).toBeGreaterThan(5);
    expect(personalise.signed).toHaveLength(1);
  });

  test('writes nothing again to a chip that holds everything but its last step', async () => {
    const { office, cardNumber, personalise } = await officeWithPlannedCard();
    const chip = await aStockedChip(office, 'nearly');
    const counted: number[] = [];
    const transport: CardTransport = {
      transmit: async (command) => {
        counted.push(command[1] ?? 0);
        if (command[1] === 0xf0) throw new CardError('CARD_REMOVED');
        return chip.transmit(command);
      },
    };
    await expect(personalise.run({ cardNumber, transport })).rejects.toMatchObject({ code: 'CARD_REMOVED' });
    expect(counted.filter((ins) => ins === 0xe2).length).toBeGreaterThan(15);
    counted.length = 0;
    chip.reset();
    await expect(personalise.run({ cardNumber, transport })).rejects.toMatchObject({ code: 'CARD_REMOVED' });
    expect(counted.filter((ins) => ins === 0xe2)).toEqual([]);
  });

  test('continues a part that was cut in the middle instead of storing it from its beginning', async () => {
    const { office, cardNumber, personalise } = await officeWithPlannedCard();
    const whole: number[] = [];
    const uncut = transportOf(await aStockedChip(office, 'uncut'));
    const watched = countingPortrait(uncut, whole);
    const first = await office.plan(aRecord());
    expect((await personalise.run({ cardNumber: first.cardNumber, transport: watched })).ok).toBe(true);
    expect(whole.length).toBeGreaterThan(2);

    const pieces: number[] = [];
    const chip = await aStockedChip(office, 'half a portrait');
    const cut = countingPortrait(transportOf(chip), pieces, 2);
    await expect(personalise.run({ cardNumber, transport: cut })).rejects.toMatchObject({ code: 'CARD_REMOVED' });
    chip.reset();
    const again = countingPortrait(transportOf(chip), pieces);
    expect((await personalise.run({ cardNumber, transport: again })).ok).toBe(true);
    expect(pieces).toEqual(whole);
  });

  test('happens once: before the inspection a second run changes nothing, after it there is none', async () => {
    const { office, cardNumber, personalise } = await officeWithPlannedCard();
    const transport = transportOf(await aStockedChip(office, 'once'));
    expect((await personalise.run({ cardNumber, transport })).ok).toBe(true);
    const { cards } = await office.register.read();
    expect((await personalise.run({ cardNumber, transport })).ok).toBe(true);
    expect((await office.register.read()).cards).toEqual(cards);
    expect(personalise.signed).toHaveLength(1);
    await personalise.jobs.discard(cardNumber);
    expect(await personalise.run({ cardNumber, transport })).toEqual({ ok: false, refusal: 'not-planned' });
  });

  test('finishes its own chip after another personalised card was on the reader in its place', async () => {
    const { office, cardNumber, personalise } = await officeWithPlannedCard();
    const stranger = await aCard(office).personalised();
    const chip = await aStockedChip(office, 'not locked yet');
    const cut: CardTransport = {
      transmit: async (command) => {
        if (command[1] === 0xf0) throw new CardError('CARD_REMOVED');
        return chip.transmit(command);
      },
    };
    await expect(personalise.run({ cardNumber, transport: cut })).rejects.toMatchObject({ code: 'CARD_REMOVED' });
    expect((await personalise.run({ cardNumber, transport: stranger.transport() })).ok).toBe(true);
    chip.reset();
    const sent: number[] = [];
    const own: CardTransport = {
      transmit: async (command) => {
        sent.push(command[1] ?? 0);
        return chip.transmit(command);
      },
    };
    expect((await personalise.run({ cardNumber, transport: own })).ok).toBe(true);
    expect(sent).toContain(0xf0);
  });

  test('takes a card for personalised when only the answer to the last step was lost', async () => {
    const { office, cardNumber, personalise } = await officeWithPlannedCard();
    const chip = await aStockedChip(office, 'last answer');
    const deaf: CardTransport = {
      transmit: async (command) => {
        const response = chip.transmit(command);
        if (command[1] === 0xf0) throw new CardError('CARD_REMOVED');
        return response;
      },
    };
    await expect(personalise.run({ cardNumber, transport: deaf })).rejects.toMatchObject({ code: 'CARD_REMOVED' });
    chip.reset();
    expect(await personalise.run({ cardNumber, transport: transportOf(chip) })).toMatchObject({
      ok: true,
      value: { stage: 'personalised' },
    });
  });
});
