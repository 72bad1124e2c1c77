import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { makeLog } from '@residence-permit/issuer/http';
import { runService } from '@residence-permit/issuer/service';
import type { Demonstration } from '@residence-permit/issuer/use-cases/ports';
import { PermitError } from '@residence-permit/shared/errors';
import type { DemoOffice } from './open-demo-office.ts';
import { demoSettings } from './demo-settings.ts';
import { COUNTER } from './found-office.ts';
import { freePort } from './free-port.ts';
import { makeDemonstration } from './make-demonstration.ts';
import { openDesk, publishTrust } from './office-desk.ts';
import { renewedOffice } from './renewed-office.ts';
import { type DemoReader, startReader } from './start-reader.ts';
import { certifyTerminals } from './terminal-steps.ts';

/** A demonstration office that answers. */
export type ServedDemo = {
  /** As a browser of this machine calls it. */
  readonly url: string;
  readonly demonstration: Demonstration;
  stop(): Promise<void>;
};

/** How long the counter may take to say which card lies on its reader. */
const WAIT_MS = 5_000;

/**
 * Serves an office and runs its counter, by the clock of this machine.
 * @param given.port where the pages are; another one where it is taken
 * @throws PermitError as `runService` does, AGENT_REFUSED
 */
export async function serveOffice(
  { places, record }: DemoOffice,
  given: { readonly port: number; readonly reader: DemoReader['kind'] | undefined },
): Promise<ServedDemo> {
  const clock = () => Math.floor(Date.now() / 1000);
  await renewedOffice(places, clock);
  const port = await freePort(given.port);
  const made = makeDemonstration(places);
  const { demonstration } = made;
  const lines = createWriteStream(places.log, { flags: 'a', mode: 0o600 });
  const log = makeLog({ level: 'info', destination: lines });
  const settings = demoSettings(places, port);
  const service = await runService({ role: 'both', settings, officeFolder: places.office, clock, log, demonstration });
  let reader: DemoReader | undefined;
  const stop = async (): Promise<void> => {
    await reader?.stop();
    await service.stop();
    lines.end();
  };
  try {
    const { parts, counterPort, placeCard } = service;
    if (counterPort === undefined || placeCard === undefined)
      throw new PermitError('SETTING_BAD', { detail: 'counter' });
    const desk = openDesk({ parts, office: parts.office, places, record });
    await certifyTerminals(desk, { folder: places.servicePoints, terminals: record.terminals });
    await publishTrust(parts);
    reader = await startReader({
      wanted: given.reader,
      service: `wss://127.0.0.1:${counterPort}`,
      p12: places.counter,
      passphrase: (await readFile(places.passphrase, 'utf8')).trim(),
      // A batch waits for each card to be taken away: the officer of this counter lays the next blank down.
      onAwaitsLeft: () => void made.layNextBlank().catch(() => demonstration.lay(undefined)),
    });
    made.connect({ desk, reader, placeCard: placeCard({ agent: COUNTER, waitMs: WAIT_MS }) });
    if (reader.lay !== undefined) await made.layNextBlank();
    return { url: `http://localhost:${port}`, demonstration, stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}
