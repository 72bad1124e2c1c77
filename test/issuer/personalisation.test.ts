import {
  forgetFinishedJobs,
  makeInspectCard,
  makeMemoryJobStore,
  makeOpenPersonalisation,
  makePersonaliseCard,
  makeQuarantineCard,
  type ReadBackReport,
} from '@residence-permit/issuer/personalisation';
import { getCard } from '@residence-permit/issuer/register';
import { makeSignPermit } from '@residence-permit/issuer/signing';
import type { Card } from '@residence-permit/firmware-sim/card';
import type { CardTransport } from '@residence-permit/shared/apdu';
import { CardError } from '@residence-permit/shared/errors';
import { lookUp } from '@residence-permit/shared/status-list';
import { describe, expect, test } from 'vitest';
import { aBlank, aCard, anOffice, aRecord, DEMO_AT, type Office, onReader } from '../builders/index.ts';

async function officeWithPlannedCard() {
  const office = await anOffice();
  office.setClock(DEMO_AT);
  const { cardNumber } = await office.plan(aRecord());
  return { office, cardNumber, personalise: personaliser(office) };
}

/** The use case as the office runs it, with a signer that counts its calls. */
function personaliser(office: Office) {
  const { register, random, clock, engine, authority } = office;
  const [documentSigner] = authority.documentSigners;
  if (documentSigner === undefined) throw new Error('no document signer');
  const { key: signer, certificate } = documentSigner;
  const sign = makeSignPermit({ signer: { signer, certificate }, engine, random, clock });
  const jobs = makeMemoryJobStore();
  const signed: string[] = [];
  const run = makePersonaliseCard({
    register,
    jobs,
    openPersonalisation: makeOpenPersonalisation({ officeMaster: authority.personalisationMaster, random }),
    signPermit: (permit) => {
      signed.push(permit.record.name);
      return sign(permit);
    },
    cvcaCertificate: authority.cvca.certificate,
    random,
  });
  return { run, jobs, signed };
}

/** A blank of the office's stock. */
async function aStockedChip(office: Office, seed: string): Promise<Card> {
  const chip = aBlank({ seed });
  await office.takeIn(onReader(chip));
  return chip;
}

/** A card that is taken away after so many commands. */
function leavingAfter(commands: number, chip: Card): CardTransport {
  let left = commands;
  return {
    transmit: async (command) => {
      if (left === 0) throw new CardError('CARD_REMOVED');
      left -= 1;
      return chip.transmit(command);
    },
  };
}

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

const transportOf = (chip: Card): CardTransport => ({
  transmit: async (command) => chip.transmit(command),
});

describe('personalisation', () => {
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

  test('does not bring a card back that another program set aside in the meantime', async () => {
    const { office, cardNumber, personalise } = await officeWithPlannedCard();
    const { register, clock } = office;
    const chip = await aStockedChip(office, 'set aside meanwhile');
    const quarantine = makeQuarantineCard({ register, jobs: personalise.jobs, clock });
    const transport: CardTransport = {
      transmit: async (command) => {
        if (command[1] === 0xf0) await quarantine(cardNumber, 'damaged');
        return chip.transmit(command);
      },
    };
    expect(await personalise.run({ cardNumber, transport })).toEqual({ ok: false, refusal: 'not-planned' });
    expect(getCard(await register.read(), cardNumber)).toMatchObject({ stage: 'quarantined' });
    expect(await personalise.jobs.load(cardNumber)).toBeUndefined();
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

describe('a card of which nobody knows what stands on it', () => {
  test('is quarantined and revoked, its passwords are forgotten, and its permit gets another card', async () => {
    const { office, cardNumber, personalise } = await officeWithPlannedCard();
    const { register, clock } = office;
    const { jobs, run } = personalise;
    const transport = leavingAfter(20, await aStockedChip(office, 'lost under the counter'));
    await expect(run({ cardNumber, transport })).rejects.toMatchObject({ code: 'CARD_REMOVED' });
    expect(await office.replace(cardNumber)).toEqual({ ok: false, refusal: 'in-production' });

    const quarantine = makeQuarantineCard({ register, jobs, clock });
    expect((await quarantine(cardNumber, 'outcome-unknown')).ok).toBe(true);
    expect(await jobs.load(cardNumber)).toBeUndefined();
    expect(await quarantine(cardNumber, 'damaged')).toEqual({ ok: false, refusal: 'already-quarantined' });
    expect(await run({ cardNumber, transport })).toEqual({ ok: false, refusal: 'not-planned' });
    const { status } = getCard(await register.read(), cardNumber);
    const list = (await office.trust()).findStatusList(status.uri)?.list;
    expect(list && lookUp(list, status.index)).toBe(1);

    const next = await office.replace(cardNumber);
    expect(next).toMatchObject({ ok: true, value: { stage: 'planned', replaces: cardNumber } });
  });

  test('is revoked instead when its holder has it', async () => {
    const office = await anOffice();
    office.setClock(DEMO_AT);
    const { cardNumber } = await aCard(office).active();
    expect(await makeQuarantineCard(office)(cardNumber, 'damaged')).toEqual({ ok: false, refusal: 'handed-over' });
  });
});

test('passwords that a killed program left behind are forgotten once their card is past production', async () => {
  const { office, cardNumber, personalise } = await officeWithPlannedCard();
  const { register, clock } = office;
  const { jobs, run } = personalise;
  await run({ cardNumber, transport: transportOf(await aStockedChip(office, 'left behind')) });
  const job = await jobs.load(cardNumber);
  if (job === undefined) throw new Error('no job');
  await forgetFinishedJobs({ register, jobs });
  expect(await jobs.load(cardNumber)).toEqual(job);
  await makeQuarantineCard({ register, jobs, clock })(cardNumber, 'damaged');
  await jobs.save(cardNumber, job);
  await forgetFinishedJobs({ register, jobs });
  expect(await jobs.list()).toEqual([]);
});

describe('inspection', () => {
  const good: ReadBackReport = {
    authentic: 'yes',
    chipGenuine: 'yes',
    reasons: ['NOT_ENDORSED'],
    dataGroups: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14],
    name: aRecord().name,
    permitNumber: aRecord().issue.permitNumber,
  };

  async function inspect(report: ReadBackReport) {
    const { office, cardNumber, personalise } = await officeWithPlannedCard();
    await personalise.run({ cardNumber, transport: transportOf(await aStockedChip(office, 'inspected')) });
    const handed: string[] = [];
    const run = makeInspectCard({
      register: office.register,
      jobs: personalise.jobs,
      clock: office.clock,
      readBack: async () => report,
      handOverSecrets: async (of) => void handed.push(of),
    });
    return { office, cardNumber, handed, jobs: personalise.jobs, run: () => run(cardNumber) };
  }

  test('lets a card that reads back go, and forgets its passwords', async () => {
    const { run, handed, cardNumber, jobs } = await inspect(good);
    expect(await run()).toMatchObject({ ok: true, value: { stage: 'checked' } });
    expect(handed).toEqual([cardNumber]);
    expect(await jobs.load(cardNumber)).toBeUndefined();
    expect(await run()).toEqual({ ok: false, refusal: 'not-personalised' });
  });

  test.each(['PASSWORD_WRONG', 'CARD_BLANK', 'CARD_NOT_PERMIT'] as const)(
    'asks for the right card when the one on the reader is another: %s',
    async (code) => {
      const { run, office, cardNumber, jobs } = await inspect({ ...good, authentic: 'unknown', reasons: [code] });
      expect(await run()).toEqual({ ok: false, refusal: 'another-card' });
      expect(getCard(await office.register.read(), cardNumber).stage).toBe('personalised');
      expect(await jobs.load(cardNumber)).toBeDefined();
    },
  );

  test.each(['TRUST_STALE', 'CLOCK_BEHIND', 'CLOCK_JUMPED_BACK', 'TERMINAL_EXPIRED'] as const)(
    'names a fault of the office and keeps the card: %s',
    async (code) => {
      const { run, office, cardNumber } = await inspect({ ...good, authentic: 'unknown', reasons: [code] });
      await expect(run()).rejects.toMatchObject({ code });
      expect(getCard(await office.register.read(), cardNumber).stage).toBe('personalised');
    },
  );

  test('does not bring a card back that another program set aside while it was read', async () => {
    const { office, cardNumber, personalise } = await officeWithPlannedCard();
    const { register, clock } = office;
    const { jobs } = personalise;
    await personalise.run({ cardNumber, transport: transportOf(await aStockedChip(office, 'read slowly')) });
    const run = makeInspectCard({
      register,
      jobs,
      clock,
      readBack: async () => {
        await makeQuarantineCard({ register, jobs, clock })(cardNumber, 'damaged');
        return good;
      },
      handOverSecrets: () => Promise.resolve(),
    });
    expect(await run(cardNumber)).toEqual({ ok: false, refusal: 'not-personalised' });
    expect(getCard(await register.read(), cardNumber).stage).toBe('quarantined');
  });

  test.each(['CARD_REMOVED', 'CARD_TIMED_OUT'] as const)(
    'keeps a card whose reading was spoiled by %s',
    async (code) => {
      const { run, office, cardNumber } = await inspect({ ...good, authentic: 'unknown', reasons: [code] });
      await expect(run()).rejects.toMatchObject({ code: 'READ_BACK_FAILED' });
      expect(getCard(await office.register.read(), cardNumber).stage).toBe('personalised');
    },
  );

  test.each([
    ['a record that is not authentic', { authentic: 'no' }],
    ['a record that nobody could judge', { authentic: 'unknown' }],
    ['a chip that proved nothing', { chipGenuine: 'unknown' }],
    ['a data group that was not released', { dataGroups: good.dataGroups.slice(1) }],
    ["another person's name", { name: '示例' }],
    ["another permit's number", { permitNumber: 'TEST-2025-9999' }],
  ] as const)('quarantines a card with %s, and its status index counts as revoked', async (_what, change) => {
    const { run, handed, office, cardNumber } = await inspect({ ...good, ...change });
    await expect(run()).rejects.toMatchObject({ code: 'READ_BACK_FAILED' });
    expect(handed).toEqual([]);
    const card = getCard(await office.register.read(), cardNumber);
    expect(card).toMatchObject({ stage: 'quarantined', quarantine: { reason: 'read-back-failed', at: DEMO_AT } });
    const trust = await office.trust();
    const list = trust.findStatusList(card.status.uri)?.list;
    expect(list && lookUp(list, card.status.index)).toBe(1);
  });
});
