import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ChipsAtCounter } from '../agent/chips-at-counter.ts';
import { aBlank } from '../builders/a-blank.ts';
import { aSoftToken, type SoftToken } from '../builders/soft-token.ts';
import type { OfficeClient } from './office-client.ts';
import {
  aServedOffice,
  good,
  prove,
  type ServedOffice,
  type ServedProcess,
  SUPPLIER_BATCH,
} from './served/served-office.ts';

// Ceremony, certificates and accounts are processes of their own, some of which derive keys.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 900_000 });

const STATION = { agent: 'COUNTER-1' };
const READER = 'reader 1';

/** The token of a running service is lost while a card is being made, and comes back. */
describe('a service that signs on a token', () => {
  let soft: SoftToken;
  let office: ServedOffice;
  let service: ServedProcess;
  let producer: OfficeClient;
  /** Called before each command reaches the chip. */
  let beforeCommand: () => void = () => undefined;
  const counter = new ChipsAtCounter({}, async () => beforeCommand());

  beforeAll(async () => {
    soft = aSoftToken('signing house');
    const pin = join(soft.folder, 'pin');
    writeFileSync(pin, `${soft.pin}\n`, { mode: 0o600 });
    const environment = { ...soft.environment, PERMIT_PKCS11_MODULE: soft.module, PERMIT_PIN_FILE: pin };
    office = await aServedOffice({ environment, ceremony: ceremonyOnToken });
    service = await office.serve();
    await office.agent(STATION.agent, service, counter);
    producer = (await office.staff(service, { producer: 'producer' })).producer;
  });
  afterAll(async () => {
    await office.close();
    soft.remove();
  });

  test('signs again with a new session when the one that it had is killed', async () => {
    const at = await aReservedCard('killed session');
    process.kill(tokenProcessOf(service), 'SIGKILL');
    expect(good(await producer.post(`${at.path}/personalisation`, STATION))['state']).toBe('WRITTEN');
    expect(await isReady(service)).toEqual([200, true]);
  });

  test('says that the signer is not there, leaves nothing half signed, and goes on when the token is back', async () => {
    const at = await aReservedCard('lost token');
    const before = signaturesOf(office);
    let commands = 0;
    beforeCommand = () => {
      commands += 1;
      if (commands === 1) soft.takeOut();
    };
    const refused = await producer.post(`${at.path}/personalisation`, STATION);
    beforeCommand = () => undefined;
    expect(refused).toMatchObject({ status: 503, body: { code: 'SIGNER_UNAVAILABLE' } });
    expect(await isReady(service)).toEqual([503, false]);

    const attempt = await attemptOf(at.cardNumber);
    expect(attempt).toMatchObject({ state: 'RESERVED', lastCode: 'TOKEN_ABSENT', jobSealed: null });
    expect(attempt.card.state).toBe('BLANK');
    const again = await producer.post(`${at.path}/personalisation`, STATION);
    expect(again).toMatchObject({ status: 503, body: { code: 'SIGNER_UNAVAILABLE' } });

    soft.putBack();
    await expect.poll(() => isReady(service), { timeout: 120_000, interval: 500 }).toEqual([200, true]);
    await prove(producer, 'sign');
    expect(good(await producer.post(`${at.path}/personalisation`, STATION))['state']).toBe('WRITTEN');
    expect(good(await producer.post(`${at.path}/read-back`, STATION))['state']).toBe('READ_BACK');
    expect(service.child.exitCode).toBeNull();

    const card = await office.stores.database.prisma.card.findUniqueOrThrow({ where: { cardNumber: at.cardNumber } });
    const about = `card ${card.statusUri}#${card.statusIndex}`;
    const made = signaturesOf(office).slice(before.length);
    expect(made.length).toBeGreaterThan(0);
    expect(new Set(made)).toEqual(new Set([about]));
  });

  /** A decided case whose card is reserved, its blank on the reader of the counter. */
  async function aReservedCard(seed: string) {
    const { id } = await office.aCase();
    counter.put(READER, aBlank({ seed }));
    good(await producer.post('/api/v1/stock/intake', { ...STATION, batch: SUPPLIER_BATCH }));
    await prove(producer, 'sign');
    const cardNumber = String(good(await producer.post(`/api/v1/applications/${id}/card`))['cardNumber']);
    return { cardNumber, path: `/api/v1/cards/${cardNumber}` };
  }

  function attemptOf(cardNumber: string) {
    const { prisma } = office.stores.database;
    return prisma.productionAttempt.findFirstOrThrow({
      where: { cardNumber },
      include: { card: true, decision: true },
    });
  }
});

/** The ceremony with custodians, the online keys on the token. */
function ceremonyOnToken(folder: string): readonly string[] {
  const names = ['Custodian One', 'Custodian Two'];
  const plan = {
    format: 1,
    authority: 'Test Residence Permit Authority',
    place: 'a test',
    offices: ['Test Permit Office 1'],
    threshold: 2,
    custodians: names.map((name, index) => ({ name, keeps: { kind: 'sealed-file', path: `share-${index}` } })),
    officers: [{ role: 'ceremony administrator', name: 'Officer One' }],
    witnesses: ['Witness One'],
    caps: { document: 1000, grantor: 100 },
  };
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(plan));
  const passphrase = readFileSync(join(folder, 'passphrase'), 'utf8').trim();
  const custodians = Object.fromEntries(names.map((name) => [name, `${name} ${passphrase}`]));
  writeFileSync(join(folder, 'secrets.json'), JSON.stringify({ office: passphrase, custodians }), { mode: 0o600 });
  const paths = [`--plan=${join(folder, 'plan.json')}`, `--secrets=${join(folder, 'secrets.json')}`];
  return [...paths, `--transcript=${folder}`, '--keys-on=pkcs11:token=signing%20house'];
}

/** What the office says that it was about to sign, one line each, in order. */
function signaturesOf(office: ServedOffice): readonly string[] {
  const folder = office.at('office', 'signatures');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'))
    .map((line) => String((JSON.parse(line) as { readonly about?: string }).about));
}

/** Status of /readyz, and whether the signer is fine. */
async function isReady({ url }: ServedProcess): Promise<readonly [number, boolean | undefined]> {
  const reply = await fetch(`${url}/readyz`);
  const body = (await reply.json()) as { readonly parts: { readonly signer?: { readonly ok: boolean } } };
  return [reply.status, body.parts.signer?.ok];
}

/** The process that holds the token for the service: its child. */
function tokenProcessOf({ child }: ServedProcess): number {
  const pid = String(child.pid);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  const found = children.find((one) => readFileSync(`/proc/${one}/cmdline`, 'utf8').includes('permit-token'));
  if (found === undefined) throw new Error('no process holds the token');
  return Number(found);
}
