import type { EvidenceType } from '@residence-permit/issuer/domain/policy';
import type { SignedIn } from '@residence-permit/issuer/use-cases/ports';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aPerson } from '../builders/an-approved-case.ts';
import { accept, anOffice, DEMO_AT, type Office } from '../builders/an-office.ts';
import { aHeldCard, anIssuedPermit, type CardWork, cardWork, COLLECTOR } from '../builders/card-work.ts';
import { caseRoutesOf } from '../builders/case-routes-of.ts';
import { aDrawnFace, anIdNumber, aScan, PARTICULARS } from '../builders/invented-people.ts';
import { anOfficer, OFFICE_ID, type OfficeStores, officeStores } from '../builders/office-stores.ts';
import { readBackInProcess } from '../builders/read-back-in-process.ts';
import { aRouteServer } from '../builders/route-server.ts';
import { anOutsider, aSignedIn } from '../builders/signed-in.ts';

const NEW_NAME = '样本丁·示例';

describe('another name for somebody of the register, over HTTP', () => {
  let stores: OfficeStores;
  let office: Office;
  let work: CardWork;
  let http: Awaited<ReturnType<typeof aRouteServer>>;
  let people = 850;
  const [clerk, reviewer] = [aSignedIn(['clerk']), aSignedIn(['reviewer'])];

  beforeAll(async () => {
    office = await anOffice();
    office.setClock(DEMO_AT);
    stores = await officeStores({ clock: office.clock });
    work = await cardWork(stores, office);
    http = await aRouteServer(stores, caseRoutesOf(stores));
  });
  afterAll(async () => {
    await http.close();
    await stores.close();
  });

  const issue = async () => {
    people += 1;
    const person = await aPerson(stores, anOfficer(), anIdNumber('1991-11-05', people));
    return { person, ...(await anIssuedPermit({ stores, work, office }, person, `name ${people}`)) };
  };
  async function enter(kind: string, person: object, facts: readonly object[] = []) {
    const body = { officeId: OFFICE_ID, door: 'COUNTER', kind, person, facts };
    const { reply } = await http.send(clerk, ['post', '/api/v1/applications'], { body });
    const at = `/api/v1/applications/${String(reply['applicationId'])}`;
    return {
      at,
      number: String(reply['number']),
      personId: String(reply['personId']),
      id: String(reply['applicationId']),
    };
  }
  async function bring(at: string, type: EvidenceType): Promise<string> {
    const [bytes, media] =
      type === 'PORTRAIT' ? [await aDrawnFace(), 'image/jpeg'] : [await aScan(people), 'image/png'];
    const headers = { 'Content-Type': media };
    const { reply } = await http.send(clerk, ['post', `${at}/evidence/${type}`], { bytes, headers });
    return String(reply['evidenceId']);
  }
  const say = (at: string, fact: object) => http.send(clerk, ['post', `${at}/facts`], { body: fact });
  async function toReview({ at, number }: { readonly at: string; readonly number: string }) {
    const headers = { 'Permit-Purpose': 'case-handling', 'Permit-Case': number };
    await http.send(clerk, ['post', `${at}/submission`]);
    const { reply } = await http.send(reviewer, ['get', `${at}/duplicates`], { headers });
    for (const pair of reply['pairs'] as readonly { readonly id: string; readonly outcome?: string }[]) {
      const decided = { body: { outcome: 'DIFFERENT', reason: 'two people' } };
      await http.send(reviewer, ['post', `${at}/duplicates/${pair.id}/decision`], decided);
    }
    expect((await http.send(clerk, ['post', `${at}/acceptance`])).status).toBe(201);
    expect((await http.send(reviewer, ['put', `${at}/lock`], { headers })).status).toBe(200);
  }
  const approve = (by: SignedIn, at: string, rest: object = {}) =>
    http.send(by, ['post', `${at}/decision`], { body: { outcome: 'APPROVED', reasons: [], ...rest } });
  async function find(query: object): Promise<unknown> {
    const headers = { 'Permit-Purpose': 'counter-service' };
    return (await http.send(clerk, ['post', '/api/v1/persons/search'], { body: query, headers })).reply['hits'];
  }

  test.each([
    ['CORRECT_ERROR', ['PORTRAIT'], 'ID_CARD'],
    ['CHANGE_DATA', ['ID_CARD', 'OLD_CARD', 'PORTRAIT'], 'CHANGE_PROOF'],
  ] as const)('%s renames by the decision of another, and the next card says it', async (kind, papers, proof) => {
    const { person, cardNumber: old } = await issue();
    const name = `${NEW_NAME}${kind === 'CHANGE_DATA' ? '二' : '一'}`;
    const { citizenId } = person;
    const entered = await enter(kind, { citizenId, name: person.name });
    const { at, id, personId } = entered;
    for (const type of papers) await bring(at, type);
    const evidenceId = await bring(at, proof);
    const tooLong = await say(at, { name: 'person.name', value: '长'.repeat(101), saidBy: 'OFFICE', evidenceId });
    expect(tooLong).toMatchObject({ status: 422, reply: { code: 'fact-too-long' } });
    expect(await say(at, { name: 'person.name', value: name, saidBy: 'OFFICE', evidenceId })).toMatchObject({
      status: 201,
    });
    await toReview(entered);
    expect(await approve(clerk, at)).toMatchObject({ status: 403 });
    expect(await find({ kind: 'name', prefix: name })).toEqual([]);
    const decided = await approve(reviewer, at);
    expect(decided.status).toBe(201);
    expect(await find({ kind: 'name', prefix: name })).toMatchObject([{ personId, name }]);
    expect(await find({ kind: 'pinyin', prefix: 'yang ben ding' })).toContainEqual(
      expect.objectContaining({ personId }),
    );
    const before = (await find({ kind: 'name', prefix: person.name })) as readonly { readonly personId: string }[];
    expect(before.map((hit) => hit.personId)).not.toContain(personId);
    const holder = anOutsider('holder', { kind: 'person', id: personId });
    const own = await http.send(holder, ['get', `/api/v1/persons/${personId}/own-view`]);
    const { decisionId } = decided.reply;
    expect(own.reply).toMatchObject({
      person: { name },
      earlierNames: [{ name: person.name, decisionId, until: DEMO_AT }],
    });
    expect(own.reply['looks']).toContainEqual(
      expect.objectContaining({ action: 'person.correct', object: decisionId }),
    );
    const body = { officeId: OFFICE_ID, door: 'COUNTER', kind: 'ENDORSE', person: { citizenId, name: person.name } };
    const refused = await http.send(clerk, ['post', '/api/v1/applications'], { body });
    expect(refused).toMatchObject({ status: 409, reply: { code: 'identity-differs' } });

    const held = await aHeldCard({ work, office }, { id }, `renamed ${people}`);
    const { can = '' } =
      (await stores.inTransaction(anOfficer(), (tx) => tx.attempts.findByCard(held.cardNumber))) ?? {};
    const read = await readBackInProcess({ office, placeCard: held.placeCard })({ can });
    expect([read.authentic, read.name]).toEqual(['yes', name]);
    accept(
      await work.handOver(anOfficer(), { cardNumber: held.cardNumber, collector: COLLECTOR, isOldCardReturned: true }),
    );
    const replaced = await stores.database.prisma.card.findUniqueOrThrow({ where: { cardNumber: old } });
    expect(replaced.state).toBe('REPLACED');
    const fees = await stores.database.prisma.fee.findMany({ where: { applicationId: id } });
    expect(fees.map(({ amountFen }) => amountFen)).toEqual([0]);
  });

  test('a name that only the applicant says, or that a lease is to bear out, is not put into the register', async () => {
    const { person } = await issue();
    const claim = { name: 'person.name', value: `${NEW_NAME}三` };
    const entered = await enter('CHANGE_DATA', { citizenId: person.citizenId, name: person.name }, [claim]);
    const { at } = entered;
    for (const type of ['ID_CARD', 'OLD_CARD', 'PORTRAIT'] as const) await bring(at, type);
    const evidenceId = await bring(at, 'LEASE');
    await toReview(entered);
    expect(await approve(reviewer, at)).toMatchObject({ status: 422, reply: { code: 'name-unproved' } });
    await stores.inTransaction(anOfficer(), async (tx) => {
      const application = await tx.applications.find(entered.id);
      if (application === undefined) throw new Error('no case');
      const said = { ...claim, id: stores.newId(), evidenceId, saidBy: 'OFFICE', saidAt: DEMO_AT } as const;
      await tx.applications.addFacts(application, [said]);
    });
    expect(await approve(reviewer, at)).toMatchObject({ status: 422, reply: { code: 'name-unproved' } });
    const reasons = [{ code: 'NAME_UNPROVED', clause: 'Civil Code art. 1016', words: '无更名证明' }];
    expect(await approve(reviewer, at, { outcome: 'REFUSED', reasons })).toMatchObject({ status: 201 });
    const row = await stores.database.prisma.person.findUniqueOrThrow({ where: { id: person.id } });
    expect([row.name, row.nameDecisionId]).toEqual([person.name, null]);
  });

  test('a name mistyped in a first draft is corrected by its decision, before any card is made', async () => {
    const citizenId = anIdNumber('1983-05-06', 11);
    const entered = await enter('FIRST', { citizenId, name: '样例错', details: PARTICULARS });
    const { at, personId } = entered;
    const evidenceId = await bring(at, 'ID_CARD');
    const lease = await bring(at, 'LEASE');
    await bring(at, 'PORTRAIT');
    await say(at, { name: 'hukou.place', value: 'ELSEWHERE', saidBy: 'OFFICE' });
    await say(at, { name: 'ground.dwelling', value: 'yes', saidBy: 'OFFICE', evidenceId: lease });
    const talent = await bring(at, 'TALENT_CERTIFICATE');
    await say(at, { name: 'exemption.kind', value: 'TALENT', saidBy: 'OFFICE', evidenceId: talent });
    await say(at, { name: 'person.name', value: '样例对', saidBy: 'OFFICE', evidenceId });
    await toReview(entered);
    const reasons = [{ code: 'SEEN', clause: 'Zhejiang art. 16', words: '人才证明已核实' }];
    expect(await approve(reviewer, at, { reasons, serviceClass: 1 })).toMatchObject({ status: 201 });
    expect(await find({ kind: 'name', prefix: '样例错' })).toEqual([]);
    expect(await find({ kind: 'name', prefix: '样例对' })).toMatchObject([{ personId }]);
  });

  test('who has the new name already is put forward, also when it is said after submission', async () => {
    const twin = await enter('FIRST', {
      citizenId: anIdNumber('1984-05-06', 13),
      name: '样例双',
      details: PARTICULARS,
    });
    const one = await enter('FIRST', { citizenId: anIdNumber('1984-05-06', 15), name: '样例单', details: PARTICULARS });
    await http.send(clerk, ['post', `${one.at}/submission`]);
    const headers = { 'Permit-Purpose': 'case-handling', 'Permit-Case': one.number };
    const pairs = async () => (await http.send(reviewer, ['get', `${one.at}/duplicates`], { headers })).reply['pairs'];
    expect(await pairs()).toEqual([]);
    await say(one.at, { name: 'person.name', value: '样例双' });
    const pair = [one.personId, twin.personId].toSorted();
    expect(await pairs()).toMatchObject([{ personA: pair[0], personB: pair[1] }]);
  });

  test('the database renames nobody without an approved case of that person, and keeps the name before', async () => {
    const { person } = await issue();
    const other = await issue();
    const { pool } = stores.database;
    const rename = (decision: string | null) =>
      pool.query('UPDATE person SET name = $2, name_decision_id = $3 WHERE id = $1', [person.id, '样例伪', decision]);
    await expect(rename(null)).rejects.toMatchObject({ constraint: 'name_by_decision' });
    const decisions = await stores.database.prisma.decision.findMany({
      where: { application: { personId: other.person.id } },
    });
    const theirs = decisions[0]?.id ?? '';
    await expect(rename(theirs)).rejects.toMatchObject({ constraint: 'name_by_decision' });
    const keep = (decision: string) =>
      pool.query(
        `INSERT INTO earlier_name (decision_id, person_id, key_id, name_sealed, until) VALUES ($1, $2, $2, '', now())`,
        [decision, person.id],
      );
    await expect(keep(theirs)).rejects.toMatchObject({ constraint: 'earlier_name_is_decided' });
    const mine = await stores.database.prisma.decision.findFirstOrThrow({
      where: { application: { personId: person.id } },
    });
    await keep(mine.id);
    expect((await rename(mine.id)).rowCount).toBe(1);
    await expect(pool.query('UPDATE earlier_name SET until = now()')).rejects.toMatchObject({ code: '42501' });
  });
});
