import { setImmediate } from 'node:timers/promises';
import { auditFigures, auditLag, auditPart, findEvents, makeSealEvents } from '@residence-permit/issuer/adapters/audit';
import { makeMetrics } from '@residence-permit/issuer/http';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../builders/seeded-random.ts';
import { anAuditedOffice, type AuditedOffice, placesOf } from './an-audited-office.ts';

let office: AuditedOffice;
beforeEach(async () => {
  office = await anAuditedOffice();
});
afterEach(() => office.close());

const ENTER = `INSERT INTO audit_event (office_id, process_at, action) VALUES ($1, clock_timestamp(), 'person.read') RETURNING id::text`;
const count = async (table: string) => {
  const { rows } = await office.superuser.query<{ readonly n: string }>(`SELECT count(*) AS n FROM ${table}`);
  return Number(rows[0]?.n);
};
async function aWriter(): Promise<Client> {
  const client = new Client({ connectionString: office.address.url });
  await client.connect();
  return client;
}

describe('the sealer', () => {
  it('waits for a transaction that holds a lower number, and keeps the order of the numbers', async () => {
    const slow = await aWriter();
    await slow.query('BEGIN');
    await slow.query(ENTER, ['east']);
    await office.enter(1);
    const givenUp = new AbortController();
    givenUp.abort();
    expect(await makeSealEvents(office.pool)(givenUp.signal)).toBe(0);
    const sealing = office.seal();
    await slow.query('COMMIT');
    await slow.end();
    expect(await sealing).toBe(2);
    expect(await office.verify()).toMatchObject({ broken: 0, links: 2 });
  });

  it('keeps nobody waiting: events are entered while it waits for others', async () => {
    const slow = await aWriter();
    await slow.query('BEGIN');
    await slow.query(ENTER, ['east']);
    await office.enter(1);
    const sealing = office.seal();
    await office.enter(3);
    await slow.query('ROLLBACK');
    await slow.end();
    expect(await sealing).toBe(1);
    expect(await office.seal()).toBe(3);
    expect(await office.verify(undefined, { lagLimitS: 0 })).toMatchObject({ broken: 0, links: 4 });
  });

  it('leaves a chain to whoever works on it, and goes on with the others', async () => {
    await office.enter(1, 'east');
    await office.enter(1, 'west');
    const other = await aWriter();
    await other.query("SELECT pg_advisory_lock($1, hashtext('east'))", [0x6368_6169]);
    expect(await office.seal()).toBe(1);
    await other.end();
    expect(await office.seal()).toBe(1);
  });

  it('links every event once, in order, while many write and several seal', async () => {
    const random = seededRandom('audit writers');
    const written = new AbortController();
    const sealer = async () => {
      for (let sealed = 0; !written.signal.aborted || sealed > 0; ) {
        sealed = await office.seal();
        await setImmediate();
      }
    };
    const writer = async (index: number) => {
      const client = await aWriter();
      for (let round = 0; round < 25; round += 1) {
        const [events = 0, fate = 0] = random(2);
        await client.query('BEGIN');
        for (let event = 0; event <= events % 4; event += 1) await client.query(ENTER, [`office-${index % 3}`]);
        await client.query(fate % 5 === 0 ? 'ROLLBACK' : 'COMMIT');
      }
      await client.end();
    };
    const sealers = [sealer(), sealer()];
    await Promise.all(Array.from({ length: 8 }, (_each, index) => writer(index)));
    written.abort();
    await Promise.all(sealers);
    await office.seal();
    const verified = await office.verify(undefined, { lagLimitS: 0 });
    expect(placesOf(verified)).toEqual([]);
    expect(verified.links).toBe(await count('audit_event'));
    expect(verified.ends.length).toBe(3);
  });

  it('takes more than one batch, and a text that begins with a byte order mark', async () => {
    await office.enter(1201);
    await office.pool.query(
      "INSERT INTO audit_event (office_id, process_at, action, reason) VALUES ('东区', now(), 'a', U&'\\FEFFx')",
    );
    expect(await office.seal()).toBe(1202);
    expect(await office.signCheckpoints()).toBe(2);
    expect(await office.verify(undefined, { witness: office.witness })).toMatchObject({
      broken: 0,
      links: 1202,
      notes: 2,
    });
  });
});

describe('the lag', () => {
  it('is the age of what waits, for readiness and metrics', async () => {
    expect(await auditPart(office.pool).check()).toEqual({ ok: true, detail: { sealLagS: 0, checkpointLagS: 0 } });
    await office.pool.query(
      "INSERT INTO audit_event (office_id, at, process_at, action) VALUES ('east', now() - interval '400 seconds', now() - interval '400 seconds', 'a')",
    );
    expect(await auditPart(office.pool).check()).toMatchObject({ ok: false, code: 'SEAL_OLD' });
    expect(await auditPart(office.pool, 100_000).check()).toMatchObject({ ok: true });
    const { text } = await makeMetrics(auditFigures(office.pool)).read();
    expect(Number(/^permit_audit_seal_lag_seconds (\S+)$/m.exec(text)?.[1])).toBeGreaterThanOrEqual(400);
    await office.seal();
    expect((await auditLag(office.pool)).sealS).toBe(0);
    await office.tamper("UPDATE audit_link SET linked_at = linked_at - interval '400 seconds'");
    expect(await auditPart(office.pool).check()).toMatchObject({ ok: false, code: 'CHECKPOINT_OLD' });
    expect(
      /^permit_audit_checkpoint_lag_seconds (\S+)$/m.exec(
        (await makeMetrics(auditFigures(office.pool)).read()).text,
      )?.[1],
    ).toMatch(/^4\d\d/);
  });
});

describe('the clocks', () => {
  const at = (database: string, process: string) =>
    office.pool.query(
      `INSERT INTO audit_event (office_id, at, process_at, action) VALUES ('east', '2026-12-01 ${database}Z', '2026-12-01 ${process}Z', 'a')`,
    );

  it('that go back or drift apart are told, and the chain holds', async () => {
    await at('10:00:00', '10:00:00');
    await at('10:00:30', '09:59:50');
    await at('09:50:00', '10:00:30');
    await at('09:51:00', '11:00:30');
    await at('09:52:00', '11:01:30');
    await office.seal();
    const verified = await office.verify();
    expect(verified).toMatchObject({ broken: 0, clocks: 2 });
    expect(verified.findings).toMatchObject([
      { fault: 'clock-back', seq: 3n, detail: 'database: 630 s back' },
      { fault: 'clocks-apart', seq: 4n, detail: 'process: 3540 s against the database' },
    ]);
  });
});

describe('the guards of the database', () => {
  const TABLES = ['audit_event', 'audit_link', 'audit_checkpoint'];
  const CHANGES = TABLES.flatMap((table) => [
    `UPDATE ${table} SET office_id = 'x'`,
    `DELETE FROM ${table}`,
    `TRUNCATE ${table} CASCADE`,
  ]);

  it('let nobody change, delete or empty: neither the service, nor the auditor, nor their owner', async () => {
    await office.enter(1);
    await office.seal();
    await office.signCheckpoints();
    const { url, auditorUrl, migratorUrl } = office.address;
    for (const connectionString of [url, auditorUrl, migratorUrl]) {
      const client = new Client({ connectionString });
      await client.connect();
      for (const sql of CHANGES) await expect(client.query(sql), sql).rejects.toMatchObject({ code: '42501' });
      await client.end();
    }
    expect(await office.verify()).toMatchObject({ broken: 0, links: 1, checkpoints: 1 });
  });

  it('let the auditor read these tables, enter nothing and see no person', async () => {
    const auditor = new Client({ connectionString: office.address.auditorUrl });
    await auditor.connect();
    for (const table of TABLES) await auditor.query(`SELECT * FROM ${table}`);
    for (const sql of [...TABLES.map((table) => `INSERT INTO ${table} DEFAULT VALUES`), 'SELECT * FROM person']) {
      await expect(auditor.query(sql), sql).rejects.toMatchObject({ code: '42501' });
    }
    await auditor.end();
  });

  it('take no link that leaves a gap, forks, goes back or is of another office', async () => {
    const [first, second, third] = await office.enter(3);
    await office.seal();
    const [fourth] = await office.enter(1);
    const link = (seq: number, prev: string, event: string | undefined, officeId = 'east') =>
      office.pool.query(`INSERT INTO audit_link SELECT $1, $2::bigint, $3::bigint, ${prev}, sha256('x'), now()`, [
        officeId,
        seq,
        event,
      ]);
    const hashOf = (seq: number) => `(SELECT hash FROM audit_link WHERE office_id = 'east' AND seq = ${seq})`;
    const refused = { code: '23514' };
    await expect(link(5, hashOf(3), fourth)).rejects.toMatchObject(refused);
    await expect(link(4, hashOf(2), fourth)).rejects.toMatchObject(refused);
    await expect(link(4, hashOf(3), second)).rejects.toMatchObject(refused);
    await expect(link(1, "sha256('y')", fourth)).rejects.toMatchObject(refused);
    await expect(link(1, "decode(repeat('00', 32), 'hex')", fourth, 'west')).rejects.toMatchObject(refused);
    await expect(link(3, hashOf(2), fourth)).rejects.toMatchObject({ code: '23505' });
    expect([first, third].every((id) => id !== undefined)).toBe(true);
    expect(await office.seal()).toBe(1);
    expect(await office.verify()).toMatchObject({ broken: 0, links: 4 });
  });
});

describe('what an auditor looks up', () => {
  it('are the events of a case or of a tag, with their places', async () => {
    const ids = await office.enter(3);
    await office.seal();
    await office.enter(3);
    const ofCase = await findEvents(office.superuser, { caseNumber: 'E-2' }, 10);
    expect(ofCase.map(({ event, seq }) => [String(event.id), seq])).toEqual([
      [ids[1], 2n],
      [expect.any(String), 0n],
    ]);
    const [{ event } = { event: undefined }] = ofCase;
    const ofTag = await findEvents(office.superuser, { personTag: event?.subjectTag ?? new Uint8Array(32) }, 1);
    expect(ofTag.map(({ event: { caseNumber } }) => caseNumber)).toEqual(['E-2']);
  });
});
