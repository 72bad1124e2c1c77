import { randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { openEmbeddedDatabase } from '@residence-permit/issuer/database';
import { makeLog } from '@residence-permit/issuer/http';
import { makeMissingKeys, openService } from '@residence-permit/issuer/service';
import { type DemoClock, demoClock } from './demo-clock.ts';
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
  const { now, say } = given;
  const record = beganAt(now);
  await writeRecord(places.record, record);
  const time = demoClock(now);
  time.goTo(SEED_DAYS[0]?.daysAgo ?? 0);
  say('keys of an authority and of its counter, a database');
  await mkdir(places.supplierKeys, { recursive: true });
  await makeMissingKeys(places.keys, (length) => new Uint8Array(randomBytes(length)));
  // The ceremony and a new database take about as long.
  const database = openEmbeddedDatabase({ folder: places.data });
  // Its failure is told of below, once the ceremony is over.
  database.catch(() => undefined);
  try {
    await holdDemoCeremony(places, time.clock());
    await database;
    return await fillOffice(places, { ...given, record, time });
  } finally {
    await (await database).close();
  }
}

/** What is made once keys and database are there. */
async function fillOffice(
  places: DemoPlaces,
  given: Parameters<typeof makeOffice>[1] & { readonly record: DemoRecord; readonly time: DemoClock },
): Promise<DemoRecord> {
  const { say, stop, time } = given;
  let { record } = given;
  const passphrase = (await readFile(places.passphrase, 'utf8')).trim();
  const certified = certifyCounter(places, passphrase);
  // Told of below, and waited for in any case: nothing writes into a folder that is cleared.
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
    await Promise.allSettled([certified, parts.close()]);
  }
  record = { ...record, state: 'ready' };
  await writeRecord(places.record, record);
  return record;
}
