import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { OfficeClient } from '../office/office-client.ts';
import { aVisit, good, type Visit } from './a-visit.ts';
import { DEMO_PEOPLE } from './demo-people.ts';
import { DemoProcess, type Opened } from './demo-process.ts';
import { demoPlaces } from './demo-places.ts';
import { type DemoRecord, findRecord } from './demo-record.ts';
import { DEMO_LOGINS } from './demo-staff.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'permit-demo-office-'));
// PostgreSQL runs as another user than root.
chmodSync(ROOT, 0o755);
const places = demoPlaces(join(ROOT, 'office'));
const START = ['--folder', places.folder, '--port', '0'] as const;
const STATION = { agent: 'COUNTER-1' };
/** Two cores that other tests share; alone it takes half of that. */
const OPEN_MS = 240_000;

let running: DemoProcess;
/** Everything that any start wrote. */
const written: string[] = [];
let opened: Opened;
let record: DemoRecord;
let visit: Visit;

async function start(reader: Opened['reader']): Promise<Opened> {
  running = new DemoProcess(...START, '--reader', reader);
  try {
    return await running.opened();
  } finally {
    written.push(...running.lines);
  }
}

beforeAll(async () => {
  running = new DemoProcess(...START);
  await running.line((line) => line.includes('350 days ago'));
  written.push(...running.lines);
  expect(await running.end('SIGKILL')).toBe('SIGKILL');
  opened = await start('in-process');
  const found = await findRecord(places.record);
  if (found === undefined) throw new Error('no record');
  record = found;
  visit = aVisit(opened.url, record);
}, OPEN_MS);
afterAll(async () => {
  await running.end('SIGTERM');
  rmSync(ROOT, { recursive: true, force: true });
});

describe('the office that a newcomer opens', () => {
  test('is made anew after a start that was killed in the midst, and says as whom one may sign in', () => {
    expect(opened).toMatchObject({
      how: 'made',
      reader: 'in-process',
      url: expect.stringMatching(/^http:\/\/localhost:\d+$/),
    });
    expect(opened.logins).toEqual(DEMO_LOGINS);
    expect(opened.logins.filter(({ isIssuing }) => isIssuing).map(({ roles }) => roles)).toEqual([
      ['clerk'],
      ['reviewer'],
      ['producer'],
    ]);
  });

  test('has cases at every stage, which its clerk finds in the queues', async () => {
    const STAGES: Readonly<Record<string, number>> = {
      DRAFT: 1,
      SUPPLEMENT_REQUESTED: 1,
      SUBMITTED: 2,
      ACCEPTED: 3,
      IN_REVIEW: 3,
      APPROVED: 1,
      READY: 1,
      REFUSED: 1,
      CLOSED: 4,
      WITHDRAWN: 3,
    };
    const clerk = await visit.as('clerk');
    for (const [state, count] of Object.entries(STAGES)) {
      const queue = await clerk.get(`/api/v1/applications?states=${state}`, { 'permit-purpose': 'case-handling' });
      expect([state, good(queue)['lines']]).toEqual([state, expect.objectContaining({ length: count })]);
    }
  });

  test('has told one applicant what is missing, and is late with another', async () => {
    expect(await visit.readCase('reviewer', 'papers-missing')).toMatchObject({
      application: { state: 'SUPPLEMENT_REQUESTED' },
    });
    expect(await visit.readCase('reviewer', 'accepted')).toMatchObject({ clock: { state: 'RUNNING', daysLeft: 12 } });
    expect(await visit.readCase('reviewer', 'overdue')).toMatchObject({ clock: { state: 'OVERDUE', daysLeft: -5 } });
  });

  test('has refused one with reasons and a clause, who has appealed and sees it', async () => {
    const read = await visit.readCase('supervisor', 'refused');
    expect(read).toMatchObject({
      decision: { outcome: 'REFUSED', reasons: [{ clause: expect.stringContaining('Decree 663') }] },
      appeals: [{ state: 'FILED' }],
    });
    const own = await (await visit.as('refused.holder')).get(
      `/api/v1/persons/${visit.refOf('refused').personId}/own-view`,
    );
    expect(good(own)['looks']).toContainEqual(expect.objectContaining({ action: 'application.read' }));
  });

  test('has one endorsement due, one late, a card that is lost, and one in the drawer', async () => {
    const clerk = await visit.as('clerk');
    for (const [story, timing, state] of [
      ['due', 'IN_TIME', 'IN_FORCE'],
      ['late', 'LATE', 'SUSPENDED'],
    ] as const) {
      const { id } = await visit.readPermit(story);
      const told = await clerk.get(`/api/v1/permits/${id}/endorsement`, { 'permit-purpose': 'endorsement' });
      expect(good(told)).toMatchObject({ timing, state });
    }
    expect(await visit.tapAt('clinic', 'lost')).toMatchObject({
      verdict: 'rejected',
      reasons: ['CARD_ON_HOLD', 'NO_GRANT'],
    });
    const held = (await visit.cards()).filter(({ account }) => account === 'HELD');
    expect(held.map(({ front }) => front?.holderName)).toEqual([DEMO_PEOPLE.held.name]);
  });

  test('waits for somebody to say whether two persons are one', async () => {
    const { applicationId, headers } = visit.refOf('duplicate-again');
    const pairs = good(
      await (await visit.as('reviewer')).get(`/api/v1/applications/${applicationId}/duplicates`, headers),
    );
    expect(pairs['pairs']).toMatchObject([{ foundAt: expect.any(Number) }]);
    expect(pairs['pairs']).not.toMatchObject([{ decided: expect.anything() }]);
    const accepted = await (await visit.as('clerk')).post(`/api/v1/applications/${applicationId}/acceptance`);
    expect(accepted).toMatchObject({ status: 409, body: { code: 'duplicate-undecided' } });
  });

  test('has a batch that one person signed for, blanks in the vault, terminals, and grants of five departments', async () => {
    expect(await batches()).toMatchObject([{ applicationIds: { length: 3 }, proposedBy: record.accounts.reviewer }]);
    const { counts } = good(await (await visit.as('producer')).get('/api/v1/stock'));
    expect(counts).toMatchObject({ VAULT: 11, HELD: 1, HANDED_OVER: 4 });
    const { terminals } = good(await (await visit.as('operator')).get('/api/v1/terminals'));
    expect((terminals as readonly { readonly state: string }[]).map(({ state }) => state)).toEqual(
      Array.from({ length: 4 }, () => 'CERTIFIED'),
    );
    const { number } = await visit.readPermit('entitled');
    const { grants } = good(
      await (await visit.as('clerk')).get(`/api/v1/permits/${number}/grants`, { 'permit-purpose': 'counter-service' }),
    );
    expect(new Set((grants as readonly { readonly grantor: string }[]).map(({ grantor }) => grantor)).size).toBe(5);
  });
});

describe('the reader of its counter', () => {
  test('has a blank on it, of a pile that lies there', async () => {
    const cards = await visit.cards();
    expect(cards.filter(({ isOnReader }) => isOnReader)).toHaveLength(1);
    expect(cards[0]).toMatchObject({ account: 'VAULT' });
    expect(cards.filter(({ account }) => account === undefined)).toHaveLength(4);
  });

  test('shows a card as each service point sees it', async () => {
    expect(await visit.tapAt('clinic', 'entitled')).toMatchObject({
      verdict: 'accepted',
      reasons: [],
      fields: { name: DEMO_PEOPLE.entitled.name },
    });
    expect(await visit.tapAt('library-gate', 'entitled')).toMatchObject({ verdict: 'accepted', fields: {} });
    expect(await visit.tapAt('employer-uncertified', 'entitled')).toMatchObject({ verdict: 'accepted' });
    expect(await visit.tapAt('housing-office', 'late')).toMatchObject({ verdict: 'rejected' });
  });

  test('says what is wrong instead of tapping', async () => {
    const can = '123456';
    const tap = (body: object) => visit.demonstration('POST', '/taps', body);
    expect(await tap({ servicePoint: 'casino', can })).toMatchObject({ status: 404 });
    expect(await tap({ servicePoint: 'clinic', can: '12' })).toMatchObject({ status: 422 });
    expect(await visit.demonstration('PUT', '/reader', { serial: '00'.repeat(10) })).toMatchObject({ status: 404 });
    good(await visit.demonstration('PUT', '/reader', {}));
    expect(await tap({ servicePoint: 'clinic', can })).toMatchObject({ status: 409, body: { code: 'card-absent' } });
  });

  test('takes a case from its approval to an active card between three officers', async () => {
    const { applicationId } = visit.refOf('approved');
    const [clerk, producer] = [await visit.as('clerk'), await visit.as('producer')];
    const blank = (await visit.cards()).find(({ account }) => account === 'VAULT');
    good(await visit.demonstration('PUT', '/reader', { serial: blank?.serial }));
    await visit.prove('producer', 'sign');
    const { cardNumber } = good(await producer.post(`/api/v1/applications/${applicationId}/card`));
    const onCard = `/api/v1/cards/${String(cardNumber)}`;
    good(await producer.post(`${onCard}/personalisation`, STATION));
    expect(good(await producer.post(`${onCard}/read-back`, STATION))['state']).toBe('READ_BACK');
    expect(good(await clerk.post(`${onCard}/quality-check`, { place: 'drawer 2' }))['state']).toBe('HELD');
    const collector = { name: DEMO_PEOPLE.approved.name, document: '居民身份证', relation: 'HOLDER' };
    good(await clerk.post(`${onCard}/hand-over`, { collector, isOldCardReturned: false }));
    await visit.prove('clerk', 'sign');
    const active = good(await clerk.post(`${onCard}/activation`, { ...STATION, pin: '246802' }));
    expect(active['endorsedThrough']).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(await visit.tapAt('employer', 'approved')).toMatchObject({ verdict: 'accepted' });
  });

  test('gets the next blank by itself while a batch is made', async () => {
    const [{ id: batchId }] = await batches();
    const approval = await (await visit.as('supervisor')).post(`/api/v1/production-batches/${batchId}/approval`);
    expect(good(approval)).toMatchObject({ approved: 3 });
    await visit.demonstration('PUT', '/reader', { serial: (await visit.cards())[0]?.serial });
    const producer = await visit.as('producer');
    await visit.prove('producer', 'sign');
    const { station } = good(await visit.demonstration('GET', ''));
    const readers = [station];
    good(await producer.post(`/api/v1/production-batches/${batchId}/run`, { readers }));
    const finished = await untilFinished(producer, batchId);
    expect(finished).toMatchObject({ state: 'FINISHED' });
  });
});

async function batches(): Promise<readonly [{ readonly id: string }]> {
  await visit.prove('supervisor', 'decide');
  const { batches: read } = good(await (await visit.as('supervisor')).get('/api/v1/production-batches'));
  return read as readonly [{ readonly id: string }];
}

/** Asked again and again, as a page does that shows how far it has come. */
async function untilFinished(producer: OfficeClient, batchId: string): Promise<unknown> {
  for (;;) {
    const { run } = good(await producer.get(`/api/v1/production-batches/${batchId}`));
    if ((run as { readonly state?: string } | undefined)?.state !== 'RUNNING') return run;
  }
}

describe('the end of a visit, and the next one', () => {
  test('ends well at SIGTERM and opens again within ten seconds, as it was left, now behind a PC/SC service', async () => {
    expect(await running.end('SIGTERM'), running.lines.at(-1)).toBe(0);
    const { tookMs: firstMs } = opened;
    opened = await start('virtual');
    visit = aVisit(opened.url, record);
    expect(opened.how).toBe('opened');
    // Where the machine has so much other work that the first start took long, half of that.
    expect(opened.tookMs).toBeLessThan(Math.max(10_000, firstMs / 2));
    expect(await visit.readCase('reviewer', 'approved')).toMatchObject({ application: { state: 'CLOSED' } });
    expect(opened.reader).toBe('virtual');
    expect(await visit.tapAt('clinic', 'entitled')).toMatchObject({ verdict: 'accepted' });
  });

  test('is not opened twice at a time', async () => {
    const second = new DemoProcess(...START);
    try {
      await expect(second.opened()).rejects.toThrow('locked by another process');
    } finally {
      await second.end('SIGTERM');
    }
  });

  test('never clears a folder that holds something else', async () => {
    const folder = mkdtempSync(join(ROOT, 'other-'));
    writeFileSync(join(folder, 'letter.txt'), 'dear reader');
    await expect(new DemoProcess('--folder', folder, '--fresh').opened()).rejects.toThrow('holds something else');
    expect(readFileSync(join(folder, 'letter.txt'), 'utf8')).toBe('dear reader');
  });

  test('has left nobody’s name or number in what was written', async () => {
    const cans = (await visit.cards()).flatMap(({ front }) =>
      front === undefined ? [] : [front.can, front.cardNumber],
    );
    expect(cans.length).toBeGreaterThan(10);
    await running.end('SIGTERM');
    const text = [...written, ...running.lines, readFileSync(places.log, 'utf8')].join('\n');
    expect(text.length).toBeGreaterThan(2000);
    const people = Object.values(DEMO_PEOPLE).flatMap(({ name, citizenId, details }) => [
      name,
      citizenId,
      details.hukouAddress,
      details.residenceAddress,
    ]);
    for (const secret of [...people, ...cans, '246802']) expect(text.includes(secret), secret).toBe(false);
  });
});
