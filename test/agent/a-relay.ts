import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AgentEvent,
  type AgentIdentity,
  type AgentTiming,
  type CounterAgent,
  type CounterReaders,
  openCertificateFolder,
  openP12,
  RelayServer,
  type RelayTiming,
  startCounterAgent,
} from '@residence-permit/issuer/adapters/agent';
import { BreakableLine } from './breakable-line.ts';

const PASSPHRASE = 'correct horse battery';
const P12_PASSPHRASE = 'four lamps in a row';
const DAY = 86_400;

/** A service that relays to counters, with its authority, and the ways to bring agents to it. */
export type Relay = Awaited<ReturnType<typeof aRelay>>;

/** Starts it on a port of its own; every line to it goes over `line`. */
export async function aRelay(timing: Partial<RelayTiming> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'permit-relay-'));
  const events: AgentEvent[] = [];
  let clockShift = 0;
  const certificates = openCertificateFolder(folder, {
    clock: () => Math.floor(Date.now() / 1000) + clockShift,
    random: (length) => new Uint8Array(randomBytes(length)),
  });
  await certificates.found(PASSPHRASE);
  await certificates.issueService(['localhost', '127.0.0.1'], { days: 30, passphrase: PASSPHRASE });
  const identity = await certificates.serviceIdentity();
  const server = new RelayServer({
    identity,
    isGood: (serial) => certificates.isGood(serial),
    log: (event) => void events.push(event),
    newId: randomUUID,
    timing: { resumeMs: 20_000, ...timing },
  });
  const port = await server.listen({ port: 0, host: '127.0.0.1' });
  const line = await BreakableLine.to(port);
  const agents: CounterAgent[] = [];

  return {
    folder,
    certificates,
    server,
    port,
    line,
    /** What either end logged. */
    events,
    service: `wss://127.0.0.1:${line.port}`,
    /** A certificate as the counter gets it, out of its .p12 file. `daysAgo`: it was made then. */
    async identityOf(name: string, made: { readonly days?: number; readonly daysAgo?: number } = {}) {
      clockShift = -(made.daysAgo ?? 0) * DAY;
      const request = { days: made.days ?? 30, passphrase: PASSPHRASE, p12Passphrase: P12_PASSPHRASE };
      const { p12 } = await certificates.issueAgent(name, request);
      clockShift = 0;
      return openP12(p12, P12_PASSPHRASE);
    },
    agent(identity: AgentIdentity, readers: CounterReaders, own: Partial<AgentTiming> = {}): CounterAgent {
      const agent = startCounterAgent({
        service: this.service,
        identity,
        readers,
        log: (event) => void events.push(event),
        timing: { retryMs: 10, retryMaxMs: 50, ...own },
      });
      agents.push(agent);
      return agent;
    },
    async close(): Promise<void> {
      for (const agent of agents) await agent.stop();
      await line.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
