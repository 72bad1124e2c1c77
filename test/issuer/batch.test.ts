import type { Card } from '@residence-permit/firmware-sim/card';
import { inProcessTransport } from '@residence-permit/firmware-sim/transports/in-process';
import {
  type BatchProgress,
  makeInspectCard,
  makeOpenPersonalisation,
  makePersonaliseCard,
  makeQuarantineCard,
  makeRunBatch,
  type Station,
} from '@residence-permit/issuer/personalisation';
import { makeSignPermit } from '@residence-permit/issuer/signing';
import { CardError, PermitError } from '@residence-permit/shared/errors';
import { parsePermitNumber } from '@residence-permit/shared/identifiers';
import { lookUp } from '@residence-permit/shared/status-list';
import { describe, expect, it } from 'vitest';
import { aBlank, anOffice, aRecord, DEMO_AT, onReader, readBackInProcess } from '../builders/index.ts';

/** A hand that feeds one reader from a stack of chips, and lifts the chip on it after so many commands of its first stay. */
type Feeder = Station & { readonly chip: () => Card; readonly isLifted: () => boolean };

async function aProduction(options: { readonly cards: number; readonly lift?: (cardNumber: string) => number }) {
  const office = await anOffice();
  office.setClock(DEMO_AT);
  const { register, jobs, random, clock, engine, authority } = office;
  const [documentSigner] = authority.documentSigners;
  if (documentSigner === undefined) throw new Error('no document signer');
  const cardNumbers: string[] = [];
  for (let n = 0; n < options.cards; n += 1) {
    const issue = { ...aRecord().issue, permitNumber: parsePermitNumber(`TEST-2026-10${n}`) };
    cardNumbers.push((await office.plan({ ...aRecord(), issue })).cardNumber);
  }
  const personalise = makePersonaliseCard({
    register,
    jobs,
    openPersonalisation: makeOpenPersonalisation({ officeMaster: authority.personalisationMaster, random }),
    signPermit: makeSignPermit({
      signer: { signer: documentSigner.key, certificate: documentSigner.certificate },
      engine,
      random,
      clock,
    }),
    cvcaCertificate: authority.cvca.certificate,
    random,
  });
  const lifts = new Map(cardNumbers.map((cardNumber) => [cardNumber, options.lift?.(cardNumber) ?? 0]));

  async function aStation(name: string, blanks: number): Promise<Feeder> {
    const stack: Card[] = [];
    for (let n = 0; n < blanks; n += 1) {
      const chip = aBlank({ seed: `${name} ${n}` });
      await office.takeIn(onReader(chip));
      stack.push(chip);
    }
    const chip = () => {
      const [top] = stack;
      if (top === undefined) throw new CardError('CARD_ABSENT');
      return top;
    };
    return { name, chip, isLifted: () => false, cardLeft: () => Promise.resolve(void stack.shift()) };
  }

  const stations: Feeder[] = [];
  const produceCard = async (cardNumber: string, { name }: Station) => {
    const feeder = stations.find((station) => station.name === name);
    if (feeder === undefined) throw new CardError('READER_ABSENT');
    const chip = feeder.chip();
    chip.reset();
    const left = lifts.get(cardNumber) ?? 0;
    lifts.set(cardNumber, Math.max(0, left - 1));
    let commands = 0;
    const inner = inProcessTransport(chip);
    const transport = {
      transmit: (command: Uint8Array) => {
        commands += 1;
        if (left > 0 && commands > 12) throw new CardError('CARD_REMOVED');
        return inner.transmit(command);
      },
    };
    const made = await personalise({ cardNumber, transport });
    if (!made.ok) return made;
    const readBack = readBackInProcess({ office, placeCard: onReader(chip) });
    return makeInspectCard({ register, jobs, clock, readBack, handOverSecrets: () => Promise.resolve() })(cardNumber);
  };
  const progress: BatchProgress[] = [];
  const quarantineCard = makeQuarantineCard({ register, jobs, clock });
  const run = (attempts = 3, produce = produceCard) =>
    makeRunBatch({ register, produceCard: produce, quarantineCard })({
      cardNumbers,
      stations,
      attempts,
      report: (step) => void progress.push(step),
    });
  return { office, cardNumbers, stations, aStation, run, progress, produceCard };
}

describe('a batch over several readers', () => {
  it('makes every card once, each station taking the next when it is free', async () => {
    const { cardNumbers, stations, aStation, run, progress } = await aProduction({ cards: 5 });
    stations.push(await aStation('left', 5), await aStation('right', 5));
    expect(await run()).toEqual(cardNumbers.map((cardNumber) => ({ cardNumber, end: 'checked' })));
    const begun = progress.filter(({ kind }) => kind === 'begun');
    expect(new Set(begun.map(({ station }) => station))).toEqual(new Set(['left', 'right']));
    expect(begun.map(({ cardNumber }) => cardNumber).toSorted()).toEqual(cardNumbers.toSorted());
  });

  it('tries a card that was lifted again on its chip, and it is good in the end', async () => {
    const { cardNumbers, stations, aStation, run, progress } = await aProduction({ cards: 2, lift: () => 2 });
    stations.push(await aStation('only', 2));
    expect((await run()).map(({ end }) => end)).toEqual(['checked', 'checked']);
    const again = progress.filter(({ kind, code }) => kind === 'again' && code === 'CARD_REMOVED');
    expect(again.map(({ cardNumber }) => cardNumber)).toEqual(cardNumbers.flatMap((number) => [number, number]));
  });

  it('quarantines and revokes a card whose outcome stays unknown, and goes on with the next', async () => {
    const production = await aProduction({ cards: 3, lift: () => 0 });
    const { office, cardNumbers, stations, aStation, run } = production;
    const [, torn] = cardNumbers;
    stations.push(await aStation('only', 3));
    const results = await run(2, async (cardNumber, station) => {
      if (cardNumber !== torn) return production.produceCard(cardNumber, station);
      await office.register.change((state) => ({
        state: {
          ...state,
          cards: state.cards.map((card) =>
            card.cardNumber === torn ? { ...card, chipNumber: new Uint8Array(10) } : card,
          ),
        },
        value: undefined,
      }));
      throw new CardError('CARD_REMOVED');
    });
    expect(results.map(({ end }) => end)).toEqual(['checked', 'quarantined', 'checked']);
    const { cards } = await office.register.read();
    const card = cards.find(({ cardNumber }) => cardNumber === torn);
    expect(card).toMatchObject({ stage: 'quarantined', quarantine: { reason: 'outcome-unknown' } });
    const list = (await office.trust()).findStatusList(card?.status.uri ?? '')?.list;
    expect(list && lookUp(list, card?.status.index ?? -1)).toBe(1);
  });

  it('leaves a card planned for which nothing was begun, and ends a station whose reader is gone', async () => {
    const { cardNumbers, stations, aStation, run, progress } = await aProduction({ cards: 3 });
    stations.push(await aStation('good', 3), { ...(await aStation('gone', 0)), name: 'never plugged in' });
    stations.pop();
    const gone: Station = { name: 'gone', cardLeft: () => Promise.resolve() };
    stations.push({
      ...gone,
      chip: () => {
        throw new CardError('READER_ABSENT');
      },
      isLifted: () => false,
    });
    const results = await run();
    expect(results.filter(({ end }) => end === 'checked')).toHaveLength(2);
    expect(results.filter(({ end, code }) => end === 'left' && code === 'READER_ABSENT')).toHaveLength(1);
    expect(progress.filter(({ station, kind }) => station === 'gone' && kind === 'begun')).toHaveLength(1);
    expect(results.map(({ cardNumber }) => cardNumber)).toEqual(cardNumbers);
  });

  it('asks for another chip when the one on the reader belongs elsewhere', async () => {
    const { office, stations, aStation, run, progress } = await aProduction({ cards: 1 });
    const station = await aStation('only', 2);
    stations.push(station);
    const taken = station.chip();
    const other = await office.plan(aRecord());
    await office.personalise({ cardNumber: other.cardNumber, placeCard: onReader(taken) });
    expect((await run()).map(({ end }) => end)).toEqual(['checked']);
    expect(progress).toContainEqual(expect.objectContaining({ kind: 'wrong-chip', refusal: 'not-blank' }));
  });

  it('lets a card alone that was checked before, and one that is named twice', async () => {
    const { office, cardNumbers, stations, aStation, run } = await aProduction({ cards: 2 });
    stations.push(await aStation('only', 4));
    const [first = ''] = cardNumbers;
    cardNumbers.push(first);
    expect((await run()).map(({ end }) => end)).toEqual(['checked', 'checked', 'checked']);
    stations.push(await aStation('again', 2));
    expect((await run()).map(({ end }) => end)).toEqual(['checked', 'checked', 'checked']);
    expect((await office.register.read()).cards.map(({ stage }) => stage)).toEqual(['checked', 'checked']);
  });

  it('leaves a card that another program is making, or whose chip never came, to be gone on with', async () => {
    const { office, cardNumbers, stations, aStation, run, produceCard } = await aProduction({
      cards: 1,
      lift: () => 1,
    });
    const own = await aStation('own', 1);
    stations.push(own);
    const [cardNumber = ''] = cardNumbers;
    await expect(produceCard(cardNumber, own)).rejects.toMatchObject({ code: 'CARD_REMOVED' });
    stations.splice(0, 1, await aStation('others', 5));
    expect((await run()).map(({ end }) => end)).toEqual(['left']);
    stations.splice(0, 1, { ...own, name: 'own' });
    expect((await run()).map(({ end }) => end)).toEqual(['checked']);
    expect(await office.register.read()).toMatchObject({ cards: [{ stage: 'checked' }] });
  });

  it('goes on with the other readers when one is gone while its card is taken away', async () => {
    const { cardNumbers, stations, aStation, run } = await aProduction({ cards: 6 });
    const gone = await aStation('gone', 6);
    const cardLeft = () => Promise.reject(new CardError('READER_REMOVED'));
    stations.push({ ...gone, cardLeft }, await aStation('good', 6));
    expect(await run()).toEqual(cardNumbers.map((cardNumber) => ({ cardNumber, end: 'checked' })));
  });

  it.each(['TRUST_STALE', 'CLOCK_JUMPED_BACK', 'TRUST_INCOMPLETE'] as const)(
    'stops when the read-back cannot judge any card: %s',
    async (code) => {
      const { office, stations, aStation, run } = await aProduction({ cards: 2 });
      stations.push(await aStation('only', 2));
      await expect(run(3, () => Promise.reject(new PermitError(code)))).rejects.toMatchObject({ code });
      expect((await office.register.read()).cards.map(({ stage }) => stage)).toEqual(['planned', 'planned']);
    },
  );

  it('stops on a fault of the office, with nothing quarantined', async () => {
    const { office, stations, aStation, run } = await aProduction({ cards: 3 });
    stations.push(await aStation('left', 3), await aStation('right', 3));
    const broken = run(3, () => Promise.reject(new PermitError('SIGNER_FAILED')));
    await expect(broken).rejects.toMatchObject({ code: 'SIGNER_FAILED' });
    expect((await office.register.read()).cards.map(({ stage }) => stage)).toEqual(['planned', 'planned', 'planned']);
  });
});
