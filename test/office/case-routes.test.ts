import { randomUUID } from 'node:crypto';
import { ROLES, type Role, rightsOf } from '@residence-permit/issuer/domain/rights';
import type { RouteDefinition } from '@residence-permit/issuer/http';
import type { SignedIn } from '@residence-permit/issuer/use-cases/ports';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseRoutesOf } from '../builders/case-routes-of.ts';
import { aDrawnFace, anIdNumber, aScan, PARTICULARS } from '../builders/invented-people.ts';
import { OFFICE_ID, type OfficeStores, officeStores } from '../builders/office-stores.ts';
import { aRouteServer } from '../builders/route-server.ts';
import { anOutsider, aSignedIn } from '../builders/signed-in.ts';

const NOW = Date.parse('2026-03-02T01:00:00Z') / 1000;
const PERSON = { citizenId: anIdNumber('1991-11-05', 7), name: '样例乙' };
const PURPOSE = { 'Permit-Purpose': 'case-handling' };
let stores: OfficeStores;
let server: Awaited<ReturnType<typeof aRouteServer>>;
let send: (typeof server)['send'];
let routes: readonly RouteDefinition[];

beforeAll(async () => {
  stores = await officeStores({ clock: () => NOW });
  routes = caseRoutesOf(stores);
  server = await aRouteServer(stores, routes);
  ({ send } = server);
});
afterAll(async () => {
  await server.close();
  await stores.close();
});

const ENTRY = {
  officeId: OFFICE_ID,
  door: 'COUNTER',
  kind: 'FIRST',
  person: { ...PERSON, details: PARTICULARS },
  facts: [{ name: 'hukou.place', value: 'ELSEWHERE', saidBy: 'OFFICE' }],
};

describe('a case over HTTP', () => {
  test('goes from the counter to its decision, and each command is answered once for its key', async () => {
    const clerk = aSignedIn(['clerk']);
    const reviewer = aSignedIn(['reviewer']);
    const key = randomUUID();
    const entered = await send(clerk, ['post', '/api/v1/applications'], { body: ENTRY, key });
    expect(entered.status).toBe(201);
    const again = await send(clerk, ['post', '/api/v1/applications'], { body: ENTRY, key });
    expect(again).toMatchObject({ status: 201, reply: entered.reply, replayed: 'true' });
    const other = await send(clerk, ['post', '/api/v1/applications'], { body: { ...ENTRY, kind: 'CANCEL' }, key });
    expect(other).toMatchObject({ status: 422, reply: { code: 'IDEMPOTENCY_KEY_REUSED' } });
    expect(await send(clerk, ['post', '/api/v1/applications'], { body: ENTRY })).toMatchObject({
      status: 409,
      reply: { code: 'open-case-exists' },
    });
    const at = `/api/v1/applications/${String(entered.reply['applicationId'])}`;
    const papers = [
      ['ID_CARD', await aScan(1), 'image/png'],
      ['LEASE', await aScan(2), 'image/png'],
      ['PORTRAIT', await aDrawnFace(), 'image/jpeg'],
    ] as const;
    for (const [type, bytes, mediaType] of papers) {
      const added = await send(clerk, ['post', `${at}/evidence/${type}`], {
        bytes,
        headers: { 'Content-Type': mediaType },
      });
      expect(added).toMatchObject({ status: 201, reply: { evidenceId: expect.any(String) } });
    }
    expect(await send(clerk, ['post', `${at}/submission`])).toMatchObject({
      status: 200,
      reply: { state: 'SUBMITTED' },
    });
    expect(await send(clerk, ['post', `${at}/acceptance`])).toMatchObject({
      status: 201,
      reply: { acceptedOn: '2026-03-02', dueOn: '2026-03-17', overlooked: [] },
    });
    const headers = { ...PURPOSE, 'Permit-Case': String(entered.reply['number']) };
    expect(await send(reviewer, ['put', `${at}/lock`], { headers })).toMatchObject({ status: 200 });
    const neighbour = { citizenId: anIdNumber('1985-03-04', 9), name: '样例邻' };
    const theirs = await send(clerk, ['post', '/api/v1/applications'], {
      body: { ...ENTRY, person: { ...neighbour, details: PARTICULARS } },
    });
    for (const named of [String(theirs.reply['number']), 'SAMPLE-EAST-1999-000001']) {
      const other = { ...PURPOSE, 'Permit-Case': named };
      for (const path of [at, `${at}/duplicates`, `/api/v1/persons/${String(entered.reply['personId'])}`]) {
        const look = await send(reviewer, ['get', path], { headers: other });
        expect(look).toMatchObject({ status: 403, reply: { code: 'case-of-another' } });
      }
    }
    const record = `/api/v1/persons/${String(entered.reply['personId'])}`;
    expect(await send(reviewer, ['get', record], { headers })).toMatchObject({ status: 200 });
    const request = { 'Permit-Purpose': 'rights-request', 'Permit-Case': 'DESK-7' };
    expect(await send(clerk, ['get', record], { headers: request })).toMatchObject({ status: 200 });
    const desk = { where: { caseNumber: 'DESK-7', purpose: 'rights-request' } };
    expect(await stores.database.prisma.auditEvent.count(desk)).toBe(1);
    expect(await send(reviewer, ['get', at])).toMatchObject({ status: 422, reply: { code: 'purpose-missing' } });
    const read = await send(reviewer, ['get', at], { headers });
    expect(read).toMatchObject({
      status: 200,
      reply: { person: { name: PERSON.name }, application: { state: 'IN_REVIEW', takenBy: reviewer.accountId } },
    });
    const queue = await send(reviewer, ['get', '/api/v1/applications?states=IN_REVIEW,ACCEPTED'], { headers: PURPOSE });
    expect(queue).toMatchObject({ status: 200, reply: { lines: [{ personName: PERSON.name }] } });
    const reasons = [{ code: 'RESIDENCE_SHORT', clause: 'Decree 663 art. 2', words: '居住未满半年' }];
    const refusal = { outcome: 'REFUSED', reasons };
    expect(await send(reviewer, ['post', `${at}/decision`], { body: { ...refusal, reasons: [] } })).toMatchObject({
      status: 422,
      reply: { code: 'reasons-missing' },
    });
    expect(await send(reviewer, ['post', `${at}/decision`], { body: refusal })).toMatchObject({ status: 201 });
    for (const [document, status] of [
      ['acceptance-receipt', 200],
      ['refusal-notice', 200],
      ['missing-papers-notice', 404],
      ['fee-receipt', 404],
    ] as const) {
      const printed = await send(reviewer, ['get', `${at}/documents/${document}?language=both`], { headers });
      expect(printed.status).toBe(status);
    }
    const personId = String(entered.reply['personId']);
    const holder = anOutsider('holder', { kind: 'person', id: personId });
    const appeal = await send(holder, ['post', `${at}/appeals`], { body: { grounds: '已补交' } });
    expect(appeal).toMatchObject({ status: 201, reply: { dueOn: '2026-05-01' } });
    const own = await send(holder, ['get', `/api/v1/persons/${personId}/own-view`]);
    expect(own.status).toBe(200);
    expect(own.reply['looks']).toContainEqual(
      expect.objectContaining({ action: 'application.read', purpose: 'case-handling', actorId: reviewer.accountId }),
    );
    expect(await send(clerk, ['get', `${at}/fees`])).toMatchObject({
      status: 200,
      reply: { fees: [{ amountFen: 0 }] },
    });
  });

  test('finds a person, whose name and number stand in no log line and no kept reply', async () => {
    const clerk = aSignedIn(['clerk']);
    const headers = { 'Permit-Purpose': 'counter-service' };
    const body = { kind: 'citizen-id', citizenId: PERSON.citizenId };
    const found = await send(clerk, ['post', '/api/v1/persons/search'], { body, headers });
    expect(found).toMatchObject({ status: 200, reply: { hits: [{ name: PERSON.name }] } });
    const { rows } = await stores.database.pool.query<{ line: string }>(
      'SELECT command_reply::text AS line FROM command_reply',
    );
    expect(rows.length).toBeGreaterThan(5);
    const written = [...server.lines, ...rows.map(({ line }) => line)].join('\n');
    for (const secret of [PERSON.name, PERSON.citizenId, PARTICULARS.hukouAddress])
      expect(written).not.toContain(secret);
  });

  test('says where a body is wrong', async () => {
    const person = { ...ENTRY.person, citizenId: '800000199111050061' };
    const sent = await send(aSignedIn(['clerk']), ['post', '/api/v1/applications'], { body: { ...ENTRY, person } });
    expect(sent).toMatchObject({
      status: 400,
      reply: { code: 'REQUEST_INVALID', errors: [{ pointer: '/body/person/citizenId' }] },
    });
  });
});

test('every route is closed to who is not signed in, and to each role that has no right to its action', async () => {
  const heldFor: Partial<Record<Role, SignedIn>> = {
    holder: anOutsider('holder', { kind: 'person', id: randomUUID() }),
    reporter: anOutsider('reporter', { kind: 'organisation', id: '91800000MA00000000' }),
  };
  const subjects = ROLES.map((role) => [role, heldFor[role] ?? aSignedIn([role])] as const);
  for (const { method, path, access } of routes) {
    if (typeof access === 'string') continue;
    const address = path
      .replaceAll(/:type/g, 'LEASE')
      .replaceAll(/:document/g, 'acceptance-receipt')
      .replaceAll(/:\w+/g, () => randomUUID());
    expect((await send(undefined, [method, address])).reply['code']).toBe('NOT_SIGNED_IN');
    const allowed: string[] = [];
    for (const [role, by] of subjects) {
      const { reply } = await send(by, [method, address], { headers: { 'Permit-Purpose': 'nothing' } });
      if (rightsOf(role).actions[access.action] === undefined) expect(reply['code']).toBe('NOT_ALLOWED');
      else allowed.push(role);
    }
    expect(allowed.length, path).toBeGreaterThan(0);
  }
});
