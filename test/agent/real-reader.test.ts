import { spawn, spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCertificateFolder, RelayServer } from '@residence-permit/issuer/adapters/agent';
import {
  makeMemoryJobStore,
  makeOpenPersonalisation,
  makePersonaliseCard,
} from '@residence-permit/issuer/personalisation';
import { makeSignPermit } from '@residence-permit/issuer/signing';
import { afterAll, describe, expect, it } from 'vitest';
import { aBlank, aCard, accept, anOffice, aRecord, DEMO_AT, onReader } from '../builders/index.ts';
import { insertChip } from '../pcsc/served-chip.ts';
import { rerunUnderVirtualReader } from '../pcsc/run-under-virtual-reader.ts';

const TOOL = fileURLToPath(new URL('../../issuer/bin/permit-issuer.js', import.meta.url));
const P12_PASSPHRASE = 'four lamps in a row';
const READERS = ['Virtual Reader 00 00', 'Virtual Reader 00 01'] as const;
const WAIT_MS = 30_000;

describe('permit-issuer agent', () => {
  if (process.env['PERMIT_VPCD_PORT'] === undefined) describeOutside();
  else describeInside(Number(process.env['PERMIT_VPCD_PORT']));
});

function describeOutside(): void {
  it('relays to the readers of a real PC/SC daemon', async () => {
    const outcome = await rerunUnderVirtualReader(import.meta.url);
    expect([...outcome].filter(([, status]) => status !== 'passed')).toEqual([]);
    expect(outcome.size).toBe(1);
  }, 240_000);
}

function describeInside(port: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'permit-agent-'));
  const at = (name: string) => join(folder, name);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const environment = {
    ...process.env,
    PERMIT_PASSPHRASE_FILE: at('passphrase'),
    PERMIT_P12_PASSPHRASE: P12_PASSPHRASE,
  };
  const certificate = (...args: readonly string[]) => {
    const all = [TOOL, 'agent', 'certificate', ...args, '--json', `--office=${at('office')}`];
    const { stdout, stderr } = spawnSync(process.execPath, all, { encoding: 'utf8', env: environment });
    expect(stderr).toBe('');
    return JSON.parse(stdout);
  };

  it('makes a card in six round trips and hands another over in five, at two counters at once', async () => {
    writeFileSync(at('passphrase'), 'correct horse battery\n', { mode: 0o600 });
    certificate('authority');
    certificate('service', '127.0.0.1');
    const certificates = openCertificateFolder(join(at('office'), 'agents'), {
      clock: () => Math.floor(Date.now() / 1000),
      random: (length) => new Uint8Array(randomBytes(length)),
    });
    const server = new RelayServer({
      identity: await certificates.serviceIdentity(),
      isGood: (serial) => certificates.isGood(serial),
      log: () => undefined,
      newId: randomUUID,
    });
    const service = `wss://127.0.0.1:${await server.listen({ port: 0, host: '127.0.0.1' })}`;
    const agents = ['COUNTER-1', 'COUNTER-2'].map((name) => {
      certificate('counter', name, `--out=${at(`${name}.p12`)}`);
      const args = [TOOL, 'agent', `--service=${service}`, `--p12=${at(`${name}.p12`)}`];
      return spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
    });
    const office = await anOffice();
    office.setClock(DEMO_AT);
    const blank = aBlank({ seed: 'real reader' });
    await office.takeIn(onReader(blank));
    const { cardNumber } = await office.plan(aRecord());
    const other = await aCard(office).seeded('visitor').personalised();
    const slots = [await insertChip(blank, port), await insertChip(other.chip, port + 1)];
    await Promise.all(['COUNTER-1', 'COUNTER-2'].map((name) => server.whenConnected(name, WAIT_MS)));
    expect(server.agents()[0]?.readers.map(({ name }) => name)).toEqual(READERS);

    const trips: number[] = [];
    const placeAt = (agent: string, reader: string) => async () => {
      const transport = await server.openCard({ agent, reader, waitMs: WAIT_MS });
      const release = () => {
        trips.push(transport.roundTrips);
        return transport.release();
      };
      return { transport, release };
    };
    const { register, random, clock, engine, authority } = office;
    const [documentSigner] = authority.documentSigners;
    if (documentSigner === undefined) throw new Error('no document signer');
    const personalise = makePersonaliseCard({
      register,
      jobs: makeMemoryJobStore(),
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
    const making = async () => {
      const card = await placeAt('COUNTER-1', READERS[0])();
      accept(await personalise({ cardNumber, transport: card.transport }));
      await card.release();
    };
    const handing = office.activate({
      cardNumber: other.cardNumber,
      placeCard: placeAt('COUNTER-2', READERS[1]),
      pin: other.pin,
    });
    const [, handed] = await Promise.all([making(), handing]);
    accept(handed);
    expect(trips.toSorted((a, b) => a - b)).toEqual([5, 6]);

    for (const agent of agents) {
      const gone = once(agent, 'exit');
      agent.kill('SIGTERM');
      expect((await gone)[0]).toBe(0);
    }
    for (const slot of slots) await slot.remove();
    await server.close();
  }, 120_000);
}
