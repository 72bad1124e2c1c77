import type { Card } from '@residence-permit/firmware-sim/card';
import {
  makeMemoryJobStore,
  makeOpenPersonalisation,
  makePersonaliseCard,
} from '@residence-permit/issuer/personalisation';
import { getCard } from '@residence-permit/issuer/register';
import { makeSignPermit } from '@residence-permit/issuer/signing';
import { verifyCard } from '@residence-permit/reader/verify';
import { CardError } from '@residence-permit/shared/errors';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { DEFAULT_PURPOSES, findPurpose } from '@residence-permit/shared/purposes';
import { describe, expect, test } from 'vitest';
import { aBlank, aCard, accept, anOffice, aRecord, DEMO_AT, type Office, onReader } from '../builders/index.ts';
import { listedChip } from './listed-chip.ts';

const days = { from: parsePlainDate('2026-01-01'), through: parsePlainDate('2027-12-31') };

async function officeNow(): Promise<Office> {
  const office = await anOffice();
  office.setClock(DEMO_AT);
  return office;
}

function personaliserOf(office: Office) {
  const { register, random, clock, engine, authority } = office;
  const [documentSigner] = authority.documentSigners;
  if (documentSigner === undefined) throw new Error('no document signer');
  const { key: signer, certificate } = documentSigner;
  let signed = 0;
  const sign = makeSignPermit({ signer: { signer, certificate }, engine, random, clock });
  const run = makePersonaliseCard({
    register,
    jobs: makeMemoryJobStore(),
    openPersonalisation: makeOpenPersonalisation({ officeMaster: authority.personalisationMaster, random }),
    signPermit: (permit) => {
      signed += 1;
      return sign(permit);
    },
    cvcaCertificate: authority.cvca.certificate,
    random,
  });
  return { run, signed: () => signed };
}

/** The card behind lists, for each time that it is placed; the lists of the last time are kept. */
function onListedReader(chip: Card) {
  let trips: readonly number[] = [];
  return {
    trips: () => trips,
    placeCard: () => {
      const transport = listedChip(chip);
      trips = transport.trips;
      return Promise.resolve({ transport, release: () => Promise.resolve() });
    },
  };
}

describe('over a way to the card that takes lists', () => {
  test('a whole personalisation takes six round trips', async () => {
    const office = await officeNow();
    const { cardNumber } = await office.plan(aRecord());
    const chip = aBlank({ seed: 'listed' });
    await office.takeIn(onReader(chip));
    const transport = listedChip(chip);
    expect(await personaliserOf(office).run({ cardNumber, transport })).toMatchObject({ ok: true });
    expect(transport.trips).toHaveLength(6);
    expect(transport.trips.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(30);
    expect(getCard(await office.register.read(), cardNumber).stage).toBe('personalised');
  });

  test('a personalisation that is cut off after any number of commands goes on with the record signed before', async () => {
    const office = await officeNow();
    const { cardNumber } = await office.plan(aRecord());
    const chip = aBlank({ seed: 'cut' });
    await office.takeIn(onReader(chip));
    const personalise = personaliserOf(office);
    let runs = 0;
    for (let leaveAfter = 1; ; leaveAfter += 1) {
      runs += 1;
      const transport = listedChip(chip, { leaveAfter, fault: new CardError('CARD_REMOVED') });
      const outcome = await personalise.run({ cardNumber, transport }).catch((cause: unknown) => cause);
      if (!(outcome instanceof CardError)) {
        expect(outcome).toMatchObject({ ok: true, value: { stage: 'personalised' } });
        break;
      }
      expect(outcome.code).toBe('CARD_REMOVED');
    }
    expect(runs).toBeGreaterThan(5);
    expect(personalise.signed()).toBe(1);
  });

  test('activation, the yearly endorsement and a tap take five, the writing of grants six', async () => {
    const office = await officeNow();
    const card = await aCard(office)
      .withGrants({ kind: 'library', ...days })
      .personalised();
    const { cardNumber, chip, pin } = card;
    const reader = onListedReader(chip);
    const { placeCard } = reader;
    accept(await office.activate({ cardNumber, placeCard, pin }));
    expect(reader.trips()).toHaveLength(5);
    expect(accept(await office.writeEntitlements({ cardNumber, placeCard }))).toHaveLength(1);
    expect(reader.trips()).toHaveLength(6);
    expect(accept(await office.writeEntitlements({ cardNumber, placeCard }))).toEqual([]);
    expect(reader.trips()).toHaveLength(5);
    office.setDay(parsePlainDate('2027-06-01'));
    expect(accept(await office.endorse({ cardNumber, placeCard }))).toMatchObject({ version: 2 });
    expect(reader.trips()).toHaveLength(5);
  });

  test('a tap of every purpose takes five and ends as the same tap command by command', async () => {
    const office = await officeNow();
    const card = await aCard(office)
      .withGrants({ kind: 'library', ...days }, { kind: 'rental-housing', ...days })
      .active();
    const trust = await office.trust();
    for (const { id } of DEFAULT_PURPOSES) {
      const purpose = findPurpose(DEFAULT_PURPOSES, id);
      if (purpose === undefined) throw new Error(id);
      const tap = async (transport: ReturnType<typeof card.transport>, terminal: 'none' | 'certified') =>
        verifyCard({
          transport,
          password: { kind: 'can', value: card.can },
          purpose,
          terminal: terminal === 'none' ? 'none' : await office.terminalFor(id),
          trust,
          clock: office.clock,
          utcOffsetMinutes: 480,
          staleness: { bundleSeconds: 86_400, statusSeconds: 86_400 },
          random: office.random,
          engine: office.engine,
          metering: { nowMs: () => performance.now() },
        });
      for (const terminal of ['certified', 'none'] as const) {
        const oneByOne = await tap(card.transport(), terminal);
        const transport = listedChip(card.chip);
        const listed = await tap(transport, terminal);
        expect({ ...listed, cost: undefined }).toEqual({ ...oneByOne, cost: undefined });
        expect(listed.interruption).toBeUndefined();
        expect(transport.trips.length, `${id} ${terminal}`).toBeLessThanOrEqual(5);
        expect(listed.cost.apdus).toBe(transport.trips.reduce((sum, each) => sum + each, 0));
      }
    }
  });
});
