import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fillDisk } from '../builders/fill-disk.ts';
import { aScan, anIdNumber, PARTICULARS } from '../builders/invented-people.ts';
import { OFFICE_ID } from '../builders/sample-offices.ts';
import type { OfficeClient } from '../office/office-client.ts';
import { aServedOffice, good, prove, type ServedOffice, type ServedProcess } from '../office/served/served-office.ts';
import { DISK_USERS, rerunOnSmallDisk, SMALL_DISK } from './run-on-small-disk.ts';

// Ceremony, certificates and accounts are processes of their own, some of which derive keys.
vi.setConfig({ hookTimeout: 900_000 });

/** Room for an office, and for what readiness asks. */
const SIZE_MIB = 96;
const LIMIT_MS = 900_000;

/** A file system that is full, with nothing in its place: papers, published files and the journal of signatures lie on it. */
describe('a service whose disk is full', () => {
  const disk = process.env[SMALL_DISK];
  if (disk === undefined) describeOutside();
  else describeInside(disk);
});

function describeOutside(): void {
  it.each(DISK_USERS)(
    'run by %s loses nothing, says so, and goes on when there is room',
    {
      timeout: LIMIT_MS,
    },
    async (user) => {
      const outcome = await rerunOnSmallDisk(import.meta.url, { sizeMiB: SIZE_MIB, user });
      expect([...outcome].filter(([, status]) => status !== 'passed')).toEqual([]);
      expect(outcome.size).toBe(2);
    },
  );
}

function describeInside(disk: string): void {
  let office: ServedOffice;
  let service: ServedProcess;
  let screens: Record<'clerk' | 'supervisor' | 'producer', OfficeClient>;
  const filler = join(disk, 'filler');

  beforeAll(async () => {
    office = await aServedOffice({ folder: join(disk, 'office') });
    service = await office.serve();
    screens = await office.staff(service, { clerk: 'clerk', supervisor: 'supervisor', producer: 'producer' });
  });
  afterAll(async () => {
    rmSync(filler, { force: true });
    await office.close();
  });

  it('keeps no part of a paper, and takes it when the same command is sent again', { timeout: LIMIT_MS }, async () => {
    expect(statSync(disk).uid).toBe(process.getuid?.());
    await firstPublished();
    const { clerk } = screens;
    const person = { citizenId: anIdNumber('1988-02-14', 7), name: '样例丁', details: PARTICULARS };
    const draft = { officeId: OFFICE_ID, door: 'COUNTER', kind: 'FIRST', person };
    const { applicationId } = good(await clerk.post('/api/v1/applications', draft));
    const key = { 'idempotency-key': randomUUID() };
    const scan = await aScan(1);
    const upload = () =>
      clerk.upload(`/api/v1/applications/${String(applicationId)}/evidence/ID_CARD`, scan, 'image/png', key);
    const papers = () => office.stores.database.prisma.evidence.count({ where: { type: 'ID_CARD' } });
    // Another case, whose portrait lies there already.
    await office.aCase();
    const before = filesUnder(office.at('data', 'evidence'));
    fillDisk(filler);
    expect(await upload()).toMatchObject({ status: 503, body: { code: 'STORE_FAILED' } });
    expect(await readiness()).toEqual([503, 'STORAGE_FULL']);
    expect(filesUnder(office.at('data', 'evidence'))).toEqual(before);
    expect(await papers()).toBe(0);

    rmSync(filler);
    expect(await readiness()).toEqual([200, undefined]);
    const { evidenceId } = good(await upload());
    expect(good(await upload())['evidenceId']).toBe(evidenceId);
    expect(await papers()).toBe(1);
    expect(filesUnder(office.at('data', 'evidence'))).toHaveLength(before.length + 1);
  });

  it('publishes nothing by halves, and publishes when there is room', { timeout: LIMIT_MS }, async () => {
    await firstPublished();
    const { producer, supervisor } = screens;
    const { id } = await office.aCase();
    await prove(producer, 'sign');
    const { cardNumber } = good(await producer.post(`/api/v1/applications/${id}/card`));
    const trust = office.at('office', 'trust');
    const before = contentUnder(trust);
    fillDisk(filler);
    const aside = { reason: 'damaged' };
    good(await supervisor.post(`/api/v1/cards/${String(cardNumber)}/quarantine`, aside));
    await expect.poll(publicationFaults, { timeout: 120_000, interval: 200 }).toContain('STORE_FAILED');
    expect(contentUnder(trust)).toEqual(before);
    expect(await publications()).toBe(1);

    rmSync(filler);
    await expect.poll(publications, { timeout: 240_000, interval: 500 }).toBe(2);
    const after = contentUnder(trust);
    expect([...after.keys()].filter((name) => name.endsWith('.draft'))).toEqual([]);
    expect(after.get('bundle.cbor')).not.toBe(before.get('bundle.cbor'));
  });

  async function readiness(): Promise<readonly [number, string | undefined]> {
    const reply = await fetch(`${service.url}/readyz`);
    const body = (await reply.json()) as { readonly parts: { readonly storage?: { readonly code?: string } } };
    return [reply.status, body.parts.storage?.code];
  }

  /** The service publishes once when it begins. */
  async function firstPublished(): Promise<void> {
    await expect.poll(publications, { timeout: 120_000, interval: 200 }).toBe(1);
  }

  function publications(): Promise<number> {
    return office.stores.database.prisma.publication.count();
  }

  /** Codes of the attempts to publish that failed, as the queue keeps them. */
  async function publicationFaults(): Promise<readonly string[]> {
    const { pool } = office.stores.database;
    const { rows } = await pool.query<{ readonly code: string }>(
      "SELECT output ->> 'code' AS code FROM pgboss.job WHERE name = 'publish-trust' AND output IS NOT NULL",
    );
    return rows.map(({ code }) => code);
  }
}

function filesUnder(folder: string): readonly string[] {
  return [...contentUnder(folder).keys()];
}

/** Every file below the folder by its path, with what is in it. */
function contentUnder(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'hex')]));
}
