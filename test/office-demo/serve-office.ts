import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describeFault, makeLog } from '@residence-permit/issuer/http';
import { type RunningService, runService } from '@residence-permit/issuer/service';
import type { Demonstration } from '@residence-permit/issuer/use-cases/ports';
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
  const settings = demoSettings(places, { port: await freePort(given.port), relayPort: await freePort(0) });
  const made = makeDemonstration({ places, record });
  const { demonstration } = made;
  const lines = createWriteStream(places.log, { flags: 'a', mode: 0o600 });
  // A log that cannot be written is no reason to end a visit.
  lines.on('error', () => undefined);
  const log = makeLog({ level: 'info', destination: lines });
  // Reader and service take their time, and the agent comes again until the service listens.
  const abandoned = new AbortController();
  const starting = startReader({
    abandon: abandoned.signal,
    wanted: given.reader,
    service: `wss://127.0.0.1:${settings.relayPort}`,
    p12: places.counter,
    passphrase: (await readFile(places.passphrase, 'utf8')).trim(),
    // A batch waits for each card to be taken away: the officer of this counter lays the next blank down.
    onAwaitsLeft: () => {
      const fault = (cause: unknown) => log.error({ fault: describeFault(cause) }, 'no blank was laid down');
      made
        .layNextBlank()
        .catch(() => demonstration.lay(undefined))
        .catch(fault);
    },
  });
  // Nobody looks at it before the service runs.
  starting.catch(() => undefined);
  let service: RunningService | undefined;
  const stop = async (): Promise<void> => {
    const reader = await starting.catch(() => undefined);
    await reader?.stop();
    await service?.stop();
    lines.end();
  };
  try {
    service = await runService({ role: 'both', settings, officeFolder: places.office, clock, log, demonstration });
    const { parts, placeCard } = service;
    if (placeCard === undefined) throw new RangeError('service: answers no requests');
    const desk = openDesk({ parts, office: parts.office, places, record });
    await certifyTerminals(desk, { folder: places.servicePoints, terminals: record.terminals });
    await publishTrust(parts);
    const reader = await starting;
    made.connect({ desk, reader, placeCard: placeCard({ agent: COUNTER, waitMs: WAIT_MS }) });
    if (reader.lay !== undefined) await made.layNextBlank();
    return { url: settings.accounts.origin, demonstration, stop };
  } catch (cause) {
    abandoned.abort();
    await stop();
    throw cause;
  }
}
