import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAuditedOffice, type AuditedOffice, placesOf } from './an-audited-office.ts';

let office: AuditedOffice;
let ids: readonly string[];

/** Ten events in two links to the chain, a checkpoint after each, and two events of another office. */
beforeAll(async () => {
  office = await anAuditedOffice();
  ids = await office.enter(6);
  await office.seal();
  await office.signCheckpoints();
  ids = [...ids, ...(await office.enter(4))];
  await office.enter(2, 'west');
  await office.seal();
  await office.signCheckpoints();
  await office.tamper(
    'CREATE TABLE kept_event AS TABLE audit_event',
    'CREATE TABLE kept_link AS TABLE audit_link',
    'CREATE TABLE kept_checkpoint AS TABLE audit_checkpoint',
  );
});
afterAll(() => office.close());

/** What is found after a change, which is then taken back. */
async function foundAfter(...statements: readonly string[]): Promise<readonly string[]> {
  await office.tamper(...statements);
  const found = placesOf(await office.verify(undefined, { witness: office.witness }));
  await office.tamper(
    ...['audit_checkpoint', 'audit_link', 'audit_event'].map((table) => `DELETE FROM ${table}`),
    'INSERT INTO audit_event SELECT * FROM kept_event',
    'INSERT INTO audit_link SELECT * FROM kept_link',
    'INSERT INTO audit_checkpoint SELECT * FROM kept_checkpoint',
  );
  return found;
}
const id = (place: number): string => ids[place - 1] ?? '';

describe('an untouched log', () => {
  it('holds', async () => {
    const verified = await office.verify(undefined, { witness: office.witness });
    expect(verified).toMatchObject({ findings: [], broken: 0, clocks: 0, links: 12, checkpoints: 3, notes: 3 });
    expect(verified.ends).toMatchObject([
      { officeId: 'east', seq: 10n },
      { officeId: 'west', seq: 2n },
    ]);
  });
});

describe('a change of one column of an event', () => {
  it.each([
    ['at', "at + interval '1 microsecond'"],
    ['process_at', "process_at + interval '1 microsecond'"],
    ['actor_id', 'gen_random_uuid()'],
    ['actor_id', 'NULL'],
    ['action', "'person.search'"],
    ['subject_tag', "sha256('another')"],
    ['case_number', 'NULL'],
    ['case_number', "''"],
    ['object', "'003 '"],
    ['purpose', "'endorsement'"],
    ['purpose_version', '4'],
    ['purpose_version', 'NULL'],
    ['reason', 'NULL'],
    ['body_hash', 'NULL'],
    ['request_id', "'request-4'"],
  ])('%s = %s is found at its place', async (column, value) => {
    const found = await foundAfter(`UPDATE audit_event SET ${column} = ${value} WHERE id = ${id(3)}`);
    expect(found).toEqual([`changed east #3 e${id(3)}`]);
  });

  it('also of its office and of its number', async () => {
    expect(await foundAfter(`UPDATE audit_event SET office_id = 'west' WHERE id = ${id(3)}`)).toEqual([
      `wrong-office east #3 e${id(3)}`,
    ]);
    expect(await foundAfter(`UPDATE audit_event SET id = 900000 WHERE id = ${id(3)}`, 'SELECT 1')).toContain(
      `event-missing east #3 e${id(3)}`,
    );
  });

  it('was tried for every column that there is', async () => {
    const { rows } = await office.superuser.query<{ readonly name: string }>(
      "SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'audit_event' ORDER BY 1",
    );
    const tried =
      'action actor_id at body_hash case_number id object office_id process_at purpose purpose_version reason request_id';
    expect(rows.map(({ name }) => name)).toEqual([...tried.split(' '), 'subject_tag']);
  });
});

describe('a change of one column of a link', () => {
  it.each([
    ["linked_at = linked_at + interval '1 microsecond'", 'changed east #3'],
    ["hash = sha256('x')", 'changed east #3'],
  ])('%s is found at its place', async (change, where) => {
    const found = await foundAfter(`UPDATE audit_link SET ${change} WHERE office_id = 'east' AND seq = 3`);
    expect(found).toEqual([`${where} e${id(3)}`]);
  });

  it('prev_hash too, in two ways', async () => {
    const found = await foundAfter(
      `UPDATE audit_link SET prev_hash = sha256('x') WHERE office_id = 'east' AND seq = 3`,
    );
    expect(found).toEqual([`chain-broken east #3 e${id(3)}`, `changed east #3 e${id(3)}`]);
  });
});

describe('what is gone', () => {
  it('an event', async () => {
    expect(await foundAfter(`DELETE FROM audit_event WHERE id = ${id(4)}`)).toEqual([
      `event-missing east #4 e${id(4)}`,
    ]);
  });

  it('a link, with and without its event', async () => {
    const link = `DELETE FROM audit_link WHERE office_id = 'east' AND seq = 4`;
    expect(await foundAfter(link)).toEqual([`link-missing east #5 e${id(5)}`, `event-unlinked east e${id(4)}`]);
    const both = await foundAfter(link, `DELETE FROM audit_event WHERE id = ${id(4)}`);
    expect(both).toEqual([`link-missing east #5 e${id(5)}`]);
  });

  const tail = (from: number) => [
    `DELETE FROM audit_link WHERE office_id = 'east' AND seq >= ${from}`,
    `DELETE FROM audit_event WHERE id >= ${id(from)} AND office_id = 'east'`,
  ];

  it('the tail, by a checkpoint of the database and by the witness', async () => {
    expect(await foundAfter(...tail(9))).toEqual(['tail-removed east #9', 'tail-removed east #9']);
  });

  it('the tail with its checkpoints, by the witness alone', async () => {
    const all = [...tail(7), "DELETE FROM audit_checkpoint WHERE office_id = 'east' AND seq >= 7"];
    expect(await foundAfter(...all)).toEqual(['tail-removed east #7']);
  });

  it('everything of an office, by the witness alone', async () => {
    const all = ['audit_checkpoint', 'audit_link', 'audit_event'].map(
      (table) => `DELETE FROM ${table} WHERE office_id = 'west'`,
    );
    expect(await foundAfter(...all)).toEqual(['tail-removed west #1']);
  });
});

describe('another order', () => {
  it('of two events is found at both', async () => {
    const found = await foundAfter(
      `UPDATE audit_event SET id = -1 WHERE id = ${id(3)}`,
      `UPDATE audit_event SET id = ${id(3)} WHERE id = ${id(4)}`,
      `UPDATE audit_event SET id = ${id(4)} WHERE id = -1`,
    );
    expect(found).toEqual([`changed east #3 e${id(3)}`, `changed east #4 e${id(4)}`]);
  });

  it('of two links is found at both', async () => {
    const found = await foundAfter(
      `UPDATE audit_link SET seq = 100 WHERE office_id = 'east' AND seq = 3`,
      `UPDATE audit_link SET seq = 3 WHERE office_id = 'east' AND seq = 4`,
      `UPDATE audit_link SET seq = 4 WHERE office_id = 'east' AND seq = 100`,
    );
    expect(found).toEqual(expect.arrayContaining([`changed east #3 e${id(4)}`, `out-of-order east #4 e${id(3)}`]));
  });
});

describe('what was put in', () => {
  it('a future event that nobody linked and an old one', async () => {
    const columns = 'INSERT INTO audit_event (id, office_id, at, process_at, action)';
    const found = await foundAfter(
      `${columns} VALUES (0, 'east', '2090-01-01', now(), 'person.read')`,
      `${columns} VALUES (900001, 'east', now() - interval '1 hour', now(), 'person.read')`,
      `${columns} VALUES (900002, 'east', now(), now(), 'person.read')`,
    );
    expect(found).toEqual(['event-unlinked east e0', 'event-unlinked east e900001']);
  });

  it('a checkpoint that another key signed', async () => {
    const found = await foundAfter(
      `UPDATE audit_checkpoint SET signature = sha512('x') WHERE office_id = 'west'`,
      `UPDATE audit_checkpoint SET key_id = '\\x00000000' WHERE office_id = 'east' AND seq = 6`,
      `UPDATE audit_checkpoint SET at = at + interval '1 microsecond' WHERE office_id = 'east' AND seq = 10`,
    );
    expect(found).toEqual(['signature-bad east #6', 'signature-bad east #10', 'signature-bad west #2']);
  });

  // The last one: it takes constraints away for good.
  it('a fork is found where it begins', async () => {
    const found = await foundAfter(
      'ALTER TABLE audit_link DISABLE TRIGGER ALL',
      'ALTER TABLE audit_checkpoint DROP CONSTRAINT audit_checkpoint_office_id_seq_fkey',
      'ALTER TABLE audit_link DROP CONSTRAINT audit_link_pkey',
      'ALTER TABLE audit_link DROP CONSTRAINT audit_link_event_id_fkey',
      'DROP INDEX audit_link_event_id_key',
      `INSERT INTO audit_link SELECT office_id, seq, event_id, prev_hash, sha256(hash), linked_at FROM audit_link WHERE office_id = 'east' AND seq = 10`,
    );
    expect(found).toContain(`link-repeated east #10 e${id(10)}`);
  });
});
