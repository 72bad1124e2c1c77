import { cardLifeRoutes } from '@residence-permit/issuer/http/api';
import { type Role, ROLES, rightsOf } from '@residence-permit/issuer/domain/rights';
import type { SignedIn } from '@residence-permit/issuer/use-cases/ports';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aBlank, onReader } from '../builders/a-blank.ts';
import { aPerson } from '../builders/an-approved-case.ts';
import { anOffice, DEMO_AT, type Office, type PlaceCard } from '../builders/an-office.ts';
import { anApprovedFollowUp, anIssuedPermit, type CardWork, cardWork, routeParts } from '../builders/card-work.ts';
import { aDraft, aVerifiedStay, caseWork, completeDraft, done } from '../builders/case-work.ts';
import { anIdNumber } from '../builders/invented-people.ts';
import { anOfficer, type OfficeStores, officeStores, OTHER_OFFICE_ID } from '../builders/office-stores.ts';
import { aRouteServer } from '../builders/route-server.ts';
import { aSignedIn } from '../builders/signed-in.ts';

const STATION = { agent: 'counter-1' };
/** What an account with the right is answered about things that do not exist, or without a body. */
const REACHED: readonly number[] = [200, 400, 404];
/** What only the use case can say, or the guard of a purpose that the role does not have. */
const REFUSED_LATER: readonly string[] = ['other-office', 'purpose-not-allowed'];
const NONE = '00000000-0000-4000-8000-000000000000';

describe('cards, stock and batches over HTTP', () => {
  let stores: OfficeStores;
  let office: Office;
  let work: CardWork;
  let http: Awaited<ReturnType<typeof aRouteServer>>;
  let routes: ReturnType<typeof cardLifeRoutes>;
  /** What lies on the reader of the counter. */
  let onCounter: PlaceCard = onReader(aBlank({ seed: 'http' }));
  let people = 500;
  const clerk = aSignedIn(['clerk']);
  const producer = aSignedIn(['producer']);
  const supervisor = aSignedIn(['supervisor']);
  const issue = async () => {
    people += 1;
    const person = await aPerson(stores, anOfficer(), anIdNumber('1991-11-05', people));
    return { person, ...(await anIssuedPermit({ stores, work, office }, person, `http ${people}`)) };
  };
  async function post(by: SignedIn | undefined, path: string, body?: unknown) {
    const { status, reply } = await http.send(by, ['post', path], { body });
    return { status, reply };
  }

  beforeAll(async () => {
    office = await anOffice();
    office.setClock(DEMO_AT);
    stores = await officeStores({ clock: office.clock });
    work = await cardWork(stores, office);
    routes = cardLifeRoutes(routeParts(stores, work), () => () => onCounter());
    http = await aRouteServer(stores, routes);
  });
  afterAll(async () => {
    await http.close();
    await stores.close();
  });

  test('a blank is taken in, carried and counted; the day closes once it balances', async () => {
    const taken = await post(producer, '/api/v1/stock/intake', { ...STATION, batch: 'batch-1' });
    expect(taken).toMatchObject({ status: 201, reply: { kind: 'taken-in' } });
    const serials = [taken.reply['serial']];
    const moved = await post(clerk, '/api/v1/stock/postings', { serials, to: 'COUNTER', reason: 'for the day' });
    expect(moved).toEqual({ status: 200, reply: { moved: 1 } });
    expect((await http.send(clerk, ['get', '/api/v1/stock'])).reply['counts']).toMatchObject({ COUNTER: 1 });
    const day = '2026-06-15';
    const open = await post(producer, '/api/v1/stock/days', { day, counted: [] });
    const difference = { serial: serials[0], kind: 'NOT_COUNTED', ledger: 'COUNTER' };
    expect(open).toMatchObject({ status: 200, reply: { kind: 'NOT_BALANCED', differences: [difference] } });
    const ledger = await http.send(producer, ['get', `/api/v1/stock/ledger?day=${day}`]);
    expect(ledger.reply['postings']).toMatchObject([{ from: 'VAULT', to: 'COUNTER', actorId: clerk.accountId }]);
    const removal = { serial: serials[0], to: 'SPOILED', reason: 'bent' };
    const asked = await post(clerk, '/api/v1/stock/removals', removal);
    expect(asked.status).toBe(201);
    expect(await post(clerk, '/api/v1/stock/removals', removal)).toMatchObject({
      status: 409,
      reply: { code: 'removal-open' },
    });
    const confirm = `/api/v1/stock/removals/${String(asked.reply['removalId'])}/confirmation`;
    expect(await post(clerk, confirm)).toMatchObject({ status: 403, reply: { code: 'same-person' } });
    const waiting = await http.send(producer, ['get', '/api/v1/stock/removals']);
    expect(waiting.reply['removals']).toHaveLength(1);
    expect(await post(producer, confirm)).toMatchObject({ status: 200, reply: { to: 'SPOILED' } });
  });

  test('a lost card is held, lifted, revoked and taken back, and nobody’s name is in the log', async () => {
    const { cardNumber, permitId, person, placeCard } = await issue();
    const at = `/api/v1/cards/${cardNumber}`;
    const said = { holderName: person.name, birthDate: person.birthDate };
    const caller = { name: '样例丙', relation: 'OTHER', said };
    expect(await post(clerk, `${at}/hold`, { channel: 'PHONE' })).toMatchObject({ status: 400 });
    const held = await post(clerk, `${at}/hold`, { channel: 'PHONE', caller });
    expect(held).toEqual({ status: 200, reply: { cardNumber, state: 'LOST_HOLD' } });
    const shown = { isIdentityShown: true, isCardShown: true };
    expect(await post(clerk, `${at}/hold-lift`, shown)).toMatchObject({ status: 200, reply: { state: 'ACTIVE' } });
    const preview = await http.send(clerk, ['get', `/api/v1/permits/${permitId}/endorsement`]);
    expect(preview).toMatchObject({ status: 200, reply: { timing: 'EARLY', endorsedThrough: '2027-06-14' } });
    const application = await anApprovedFollowUp(stores, { kind: 'ENDORSE', personId: person.id, permitId });
    onCounter = placeCard;
    const early = await post(clerk, `/api/v1/applications/${application.id}/endorsement`, STATION);
    expect(early).toMatchObject({ status: 409, reply: { code: 'too-early' } });
    expect(await post(clerk, `${at}/return`)).toMatchObject({ status: 409, reply: { code: 'still-good' } });
    expect(await post(supervisor, `${at}/revocation`, { reason: 'chip' })).toMatchObject({ status: 200 });
    expect(await post(clerk, `${at}/return`)).toMatchObject({ status: 200, reply: { state: 'REVOKED' } });
    const ended = await post(supervisor, `/api/v1/permits/${permitId}/termination`, {
      ground: 'FRAUD',
      reason: 'notice',
    });
    expect(ended).toEqual({ status: 200, reply: { permitId, state: 'TERMINATED', terminatedFor: 'FRAUD' } });
    const log = http.lines.join('');
    for (const secret of [person.name, person.citizenId, '样例丙', cardNumber]) expect(log).not.toContain(secret);
  });

  test('many cards are revoked by two', async () => {
    const { cardNumber } = await issue();
    const asked = await post(supervisor, '/api/v1/revocation-batches', { cardNumbers: [cardNumber], reason: 'fault' });
    expect(asked.status).toBe(201);
    const confirm = `/api/v1/revocation-batches/${String(asked.reply['batchId'])}/confirmation`;
    expect(await post(supervisor, confirm)).toMatchObject({ status: 403, reply: { code: 'same-person' } });
    expect(await post(aSignedIn(['supervisor']), confirm)).toMatchObject({ status: 200, reply: { revoked: 1 } });
    const listed = await http.send(supervisor, ['get', '/api/v1/revocation-batches']);
    expect(listed.reply['batches']).toMatchObject([{ cardNumbers: [cardNumber], reason: 'fault' }]);
  });

  test('plain cases are approved by two who had no part in them, and made as one batch', async () => {
    const cases = caseWork(stores);
    const [other, reviewer] = [aSignedIn(['clerk']), aSignedIn(['reviewer'])];
    const underReview = async (stay: boolean) => {
      people += 1;
      const draft = await aDraft(cases, clerk, {
        citizenId: anIdNumber('1988-02-14', people),
        name: `样例甲${people}`,
      });
      const { applicationId, personId } = draft;
      await completeDraft(cases, clerk, applicationId);
      office.setClock(DEMO_AT - 300 * 86_400);
      if (stay) await aVerifiedStay(cases, { clerk, other }, { personId, from: '2025-08-01' });
      office.setClock(DEMO_AT);
      done(await cases.submit(clerk, { applicationId }));
      done(await cases.accept(clerk, { applicationId }));
      done(await cases.take(aSignedIn(['reviewer']), { applicationId }));
      return applicationId;
    };
    const [plain, unclear] = [await underReview(true), await underReview(false)];
    const at = '/api/v1/production-batches';
    expect(await post(clerk, at, { applicationIds: [plain] })).toMatchObject({ status: 403 });
    const refused = await post(reviewer, at, { applicationIds: [plain, unclear] });
    expect(refused).toMatchObject({ status: 409, reply: { code: 'case-not-plain' } });
    expect(await post(reviewer, at, { applicationIds: [NONE] })).toMatchObject({ reply: { code: 'case-unknown' } });
    const asked = await post(reviewer, at, { applicationIds: [plain] });
    expect(asked.status).toBe(201);
    const batch = `${at}/${String(asked.reply['batchId'])}`;
    expect(await post(producer, `${batch}/cards`)).toMatchObject({ reply: { code: 'batch-not-approved' } });
    expect(await post(reviewer, `${batch}/approval`)).toMatchObject({ status: 403, reply: { code: 'same-person' } });
    expect(await post(supervisor, `${batch}/approval`)).toMatchObject({
      status: 200,
      reply: { approved: 1, skipped: 0 },
    });
    expect(await post(supervisor, `${batch}/approval`)).toMatchObject({
      status: 409,
      reply: { code: 'batch-approved' },
    });
    const decision = await stores.inTransaction(anOfficer(), (tx) => tx.applications.findDecision(plain));
    expect(decision).toMatchObject({
      deciderId: reviewer.accountId,
      secondId: supervisor.accountId,
      outcome: 'APPROVED',
    });
    const made = await post(producer, `${batch}/cards`);
    expect(made.reply['cases']).toMatchObject([
      { applicationId: plain, cardNumber: expect.stringMatching(/^\d{10}$/) },
    ]);
    const again = await post(producer, `${batch}/cards`);
    expect(again.reply['cases']).toMatchObject([{ applicationId: plain, refusal: 'card-under-way' }]);
    for (const by of [producer, reviewer, supervisor]) {
      const read = await http.send(by, ['get', batch]);
      expect(read.reply['cases']).toMatchObject([{ state: 'IN_PRODUCTION', card: { state: 'RESERVED' } }]);
    }
    expect((await http.send(producer, ['get', at])).reply['batches']).toHaveLength(1);
    expect(await http.send(aSignedIn(['auditor']), ['get', batch])).toMatchObject({ status: 403 });
    const attempt = await stores.database.prisma.productionAttempt.findFirstOrThrow({
      where: { applicationId: plain },
    });
    const elsewhere = { where: { id: attempt.id }, data: { batchId: NONE } };
    await expect(stores.database.prisma.productionAttempt.update(elsewhere)).rejects.toThrow();
  });

  test.each(ROLES)('lets %s call what the table gives it, and nothing else', async (role: Role) => {
    const by = aSignedIn([role]);
    const stranger = aSignedIn([role], { officeId: OTHER_OFFICE_ID });
    for (const route of routes) {
      const { access, method, path, name } = route;
      if (typeof access === 'string') continue;
      const at = path
        .replace(/:cardNumber/, '1000000000')
        .replace(/:day/, '2026-06-15')
        .replaceAll(/:\w+/g, NONE);
      for (const account of [undefined, by, stranger]) {
        const { status, reply } = await http.send(account, [method, at]);
        const isAllowed = account !== undefined && rightsOf(role).actions[access.action] !== undefined;
        const isReached = REACHED.includes(status) || REFUSED_LATER.includes(String(reply['code']));
        if (isAllowed) expect([name, status, reply['code'], isReached]).toEqual([name, status, reply['code'], true]);
        else expect([name, status]).toEqual([name, account === undefined ? 401 : 403]);
      }
    }
  });
});
