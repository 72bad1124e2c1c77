import { nodeEngine } from '@residence-permit/reader/node';
import { type TapResult, verifyCard } from '@residence-permit/reader/verify';
import { compareDates } from '@residence-permit/shared/plain-date';
import type { TerminalCredential } from '@residence-permit/reader/session';
import { accept, anOffice, DEMO_AT, type Office, UTC_OFFSET_MINUTES } from '../builders/an-office.ts';
import type { CardPlace } from './card-place.ts';
import { type CardName, type DemoPerson, PEOPLE } from './people.ts';
import { SERVICE_POINTS, type ServicePoint } from './service-points.ts';

const DAY = 86_400;
/** The PIN that every invented holder chooses. */
const PIN = '135790';

/** One tap of the demonstration. */
export type DemoTap = {
  readonly card: CardName;
  readonly point: ServicePoint;
  readonly result: TapResult;
  readonly modelMs: number;
};

/** What the demonstration tells while it runs. */
export type DemoListener = {
  /** A step of the office, in words. */
  step(line: string): void;
  tap(tap: DemoTap): void;
};

/**
 * The main job: a ceremony for a test authority, seven cards for invented people, and each card at five terminals on
 * one day. Every card is personalised, read back, activated and tapped where `place` puts it.
 */
export async function runDemo(place: CardPlace, listener: DemoListener): Promise<readonly DemoTap[]> {
  const office = await anOffice({ seed: 'demonstration' });
  listener.step(
    'Key ceremony: authority root, office and grantor signers, bundle and status keys, certificate authority of terminals',
  );
  const made = new Map<CardName, string>();
  for (const person of PEOPLE.toSorted((a, b) => compareDates(a.activatedOn, b.activatedOn))) {
    listener.step(`${person.activatedOn}  ${person.card}: ${person.record.name}`);
    made.set(person.card, await makeCard({ person, office, place, made }));
  }

  office.setClock(DEMO_AT);
  const terminals = await terminalsOf(office);
  const trust = await office.trust();
  listener.step(`Published: root, bundle ${trust.bundleSeq}, status list; from here on no network, no office`);
  const taps: DemoTap[] = [];
  for (const { card } of PEOPLE) {
    const cardNumber = made.get(card);
    if (cardNumber === undefined) throw new RangeError(`no card ${card}`);
    const { can } = office.secretsOf(cardNumber);
    for (const point of SERVICE_POINTS) {
      const purpose = trust.findPurpose(point.purpose);
      if (purpose === undefined) throw new RangeError(`no purpose ${point.purpose}`);
      const field = await place.placeCard(card);
      const result = await verifyCard({
        transport: field.transport,
        password: { kind: 'can', value: can },
        purpose,
        terminal: terminals.get(point.id) ?? 'none',
        trust,
        clock: office.clock,
        utcOffsetMinutes: UTC_OFFSET_MINUTES,
        staleness: { bundleSeconds: DAY, statusSeconds: DAY },
        random: office.random,
        engine: nodeEngine,
        metering: { nowMs: () => performance.now() },
      });
      await field.release();
      const tap = { card, point, result, modelMs: await place.modelMs(card) };
      taps.push(tap);
      listener.tap(tap);
    }
  }
  return taps;
}

/** Enters the decided permit, makes the card and hands it over on its day. Returns its card number. */
async function makeCard(input: {
  readonly person: DemoPerson;
  readonly office: Office;
  readonly place: CardPlace;
  readonly made: ReadonlyMap<CardName, string>;
}): Promise<string> {
  const { person, office, place, made } = input;
  office.setDay(person.activatedOn);
  const { cardNumber } = await planOf(person, office, made);
  const placeCard = () => place.placeCard(person.card);
  await place.makeBlank(person.card);
  await office.personalise({ cardNumber, placeCard, readBack: place.readBack(person.card, office) });
  accept(await office.activate({ cardNumber, placeCard, pin: PIN }));
  accept(await office.writeEntitlements({ cardNumber, placeCard }));
  return cardNumber;
}

async function planOf(person: DemoPerson, office: Office, made: ReadonlyMap<CardName, string>) {
  if (person.replaces !== undefined) {
    const lost = made.get(person.replaces);
    if (lost === undefined) throw new RangeError(`no card ${person.replaces}`);
    return accept(await office.replace(lost));
  }
  const planned = await office.plan(person.record);
  for (const grant of person.grants) accept(await office.grant(planned.permitRef, grant));
  return planned;
}

async function terminalsOf(office: Office): Promise<ReadonlyMap<string, TerminalCredential>> {
  const terminals = new Map<string, TerminalCredential>();
  for (const point of SERVICE_POINTS) {
    if (point.certified) terminals.set(point.id, await office.terminalFor(point.purpose));
  }
  return terminals;
}
