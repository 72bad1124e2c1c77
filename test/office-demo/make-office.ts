import { readFile } from 'node:fs/promises';
import { makeLog } from '@residence-permit/issuer/http';
import { openService } from '@residence-permit/issuer/service';
import { demoClock } from './demo-clock.ts';
import type { DemoPlaces } from './demo-places.ts';
import { beganAt, type DemoRecord, writeRecord } from './demo-record.ts';
import { demoSettings } from './demo-settings.ts';
import { certifyCounter, enterOffice, holdDemoCeremony } from './found-office.ts';
import { makeAccounts } from './make-accounts.ts';
import { openDesk } from './office-desk.ts';
import { renewedOffice } from './renewed-office.ts';
import { type Carried, SEED_DAYS } from './seed-timeline.ts';

/** Nothing listens while the office is made. */
const NO_PORTS = { port: 1, relayPort: 0 };

/**
 * Makes a demonstration office in an empty folder: an authority with test keys, accounts, a counter, and cases that were
 * entered, decided and made by the use cases of the service, each on its own day.
 * @param given.stop aborted when the person who waits goes away; the folder is then of no use
 */
export async function makeOffice(
  places: DemoPlaces,
  given: { readonly now: number; readonly say: (line: string) => void; readonly stop: AbortSignal },
): Promise<DemoRecord> {
  const { now, say, stop } = given;
  let record = beganAt(now);
  await writeRecord(places.record, record);
  const time = demoClock(now);
  time.goTo(SEED_DAYS[0]?.daysAgo ?? 0);
  say('keys of an authority and of its counter, a database');
  await holdDemoCeremony(places, time.clock());
  const passphrase = (await readFile(places.passphrase, 'utf8')).trim();
  const certified = certifyCounter(places, passphrase);
  // Whoever fails first is told of; the other one is waited for below.
  certified.catch(() => undefined);
  const log = makeLog({ level: 'silent' });
  const parts = await openService({
    settings: demoSettings(places, NO_PORTS),
    officeFolder: places.office,
    clock: time.clock,
    log,
  });
  try {
    await enterOffice(parts);
    const carried: Carried = { cases: {}, cards: {}, terminals: {} };
    for (const { daysAgo, says, work } of SEED_DAYS) {
      stop.throwIfAborted();
      time.goTo(daysAgo);
      say(`${String(daysAgo).padStart(3)} days ago: ${says}`);
      record = { ...record, accounts: await makeAccounts(parts, record) };
      const desk = openDesk({ parts, office: await renewedOffice(places, time.clock), places, record });
      await work(desk, carried, places.servicePoints);
      record = { ...record, cases: { ...carried.cases }, terminals: carried.terminals };
    }
    await certified;
  } finally {
    await parts.close();
  }
  record = { ...record, state: 'ready' };
  await writeRecord(places.record, record);
  return record;
}
