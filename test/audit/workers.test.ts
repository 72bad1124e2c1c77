import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeLog } from '@residence-permit/issuer/http';
import { type Jobs, openJobs } from '@residence-permit/issuer/jobs';
import { makeMissingKeys } from '@residence-permit/issuer/service';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { anAuditedOffice, type AuditedOffice, placesOf } from './an-audited-office.ts';

const ISSUER = fileURLToPath(new URL('../../issuer/bin/permit-issuer.js', import.meta.url));
const run = promisify(execFile);
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 90_000, interval: 200 });

let office: AuditedOffice;
let jobs: Jobs;
const children: ChildProcess[] = [];

beforeAll(async () => {
  office = await anAuditedOffice();
  jobs = await openJobs({ pool: office.pool, log: makeLog({ level: 'silent' }) });
  await run(process.execPath, [ISSUER, 'ceremony', '--test-keys', '--office', join(office.folder, 'office')]);
  await makeMissingKeys(office.folder, (length) => crypto.getRandomValues(new Uint8Array(length)));
});
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await jobs.stop();
  await office.close();
});

const environment = () => ({
  PATH: process.env['PATH'],
  PERMIT_STAGE: 'trial',
  PERMIT_PROFILE: 'demo',
  PERMIT_ORIGIN: 'http://localhost:8080',
  PERMIT_DATA: office.folder,
  PERMIT_KEYS: office.folder,
  PERMIT_WITNESS: office.witness,
  PERMIT_AUDIT_URL: office.address.auditorUrl,
  DATABASE_URL: office.address.url,
  KEYSTORE_URL: office.address.keyStoreUrl,
});

async function aWorker(): Promise<ChildProcess> {
  const parameters = [ISSUER, 'worker', '--json', '--office', join(office.folder, 'office')];
  const child = spawn(process.execPath, parameters, { env: environment(), stdio: ['ignore', 'pipe', 'ignore'] });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

const enqueue = (name: string) => office.database.transaction((tx) => jobs.enqueue(tx, { name, data: { by: 'test' } }));

/** A command of the auditor: its exit status and what it printed. */
async function audit(...parameters: readonly string[]) {
  const ran = await run(process.execPath, [ISSUER, 'audit', ...parameters, '--json'], { env: environment() }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (cause: { readonly code: number; readonly stdout: string }) => cause,
  );
  return { status: ran.code, said: JSON.parse(ran.stdout) as Readonly<Record<string, unknown>> };
}

describe('two workers', () => {
  afterAll(async () => {
    for (const child of children.splice(0)) {
      const exit = once(child, 'exit');
      if (child.kill('SIGKILL')) await exit;
    }
  });

  it('seal and sign while others write, and one goes on when the other is killed', async () => {
    const [first] = [await aWorker(), await aWorker()];
    const left = { killed: false };
    for (let round = 0; round < 40; round += 1) {
      await Promise.all(['east', 'west', 'north'].map((name) => office.enter(5, name)));
      await enqueue('seal-audit');
      const { rows } = await office.pool.query<{ readonly n: string }>('SELECT count(*) AS n FROM audit_link');
      if (!left.killed && Number(rows[0]?.n) > 0) left.killed = first.kill('SIGKILL');
    }
    await until(async () => {
      expect(await office.verify(undefined, { lagLimitS: 0 })).toMatchObject({ broken: 0, links: 600 });
    });
    await enqueue('sign-checkpoint');
    await until(async () => {
      const { rows } = await office.pool.query<{ readonly n: string }>(
        'SELECT count(*) AS n FROM audit_checkpoint WHERE seq = 200',
      );
      expect(rows).toEqual([{ n: '3' }]);
    });
    const verified = await office.verify(undefined, { witness: office.witness, lagLimitS: 0 });
    expect(placesOf(verified)).toEqual([]);
    expect(verified.notes).toBeGreaterThanOrEqual(3);
  });
});

describe('permit-issuer audit', () => {
  it('verify says that the chains hold, with status 0', async () => {
    const { status, said } = await audit('verify');
    expect(status).toBe(0);
    expect(said).toMatchObject({ broken: 0, clocks: 0, links: 600, findings: [] });
    expect(await audit('verify', '--only', 'west')).toMatchObject({ status: 0, said: { links: 200 } });
  });

  it('show lists the events of a case with their places', async () => {
    const { status, said } = await audit('show', '--case', 'E-5');
    expect(status).toBe(0);
    expect((said['events'] as readonly object[]).length).toBe(120);
    expect((said['events'] as readonly object[])[0]).toMatchObject({
      seq: '5',
      action: 'person.read',
      caseNumber: 'E-5',
    });
    const tag = await office.pool.query<{ readonly tag: string }>("SELECT encode(sha256('1'), 'hex') AS tag");
    expect(await audit('show', '--person-tag', tag.rows[0]?.tag ?? '')).toMatchObject({ status: 0 });
    expect(await audit('show')).toMatchObject({ status: 64, said: { error: { code: 'SETTING_BAD' } } });
  });

  it('key makes no second one', async () => {
    expect(await audit('key')).toMatchObject({ status: 1, said: { error: { code: 'STORE_CONFLICT' } } });
  });

  it('verify has status 3 when a clock went back, and 1 when a chain is broken, and says where', async () => {
    const [id] = await office.enter(1, 'west');
    await office.pool.query(
      "INSERT INTO audit_event (office_id, at, process_at, action) VALUES ('west', now() - interval '1 day', now(), 'a')",
    );
    await until(async () => {
      await office.seal();
      expect((await office.verify()).links).toBe(602);
    });
    expect(await audit('verify')).toMatchObject({
      status: 3,
      said: { broken: 0, clocks: 1, findings: [{ fault: 'clock-back', office: 'west', seq: '202' }] },
    });
    await office.tamper(`UPDATE audit_event SET reason = 'another' WHERE id = ${id ?? ''}`);
    expect(await audit('verify')).toMatchObject({
      status: 1,
      said: {
        broken: 1,
        findings: [{ fault: 'changed', office: 'west', seq: '201', event: id }, { fault: 'clock-back' }],
      },
    });
  });
});
