import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accept, DEMO_AT } from '../../builders/an-office.ts';
import { aHeldCard, COLLECTOR } from '../../builders/card-work.ts';
import { anIdNumber, PARTICULARS } from '../../builders/invented-people.ts';
import { anOfficer, OFFICE_ID } from '../../builders/office-stores.ts';
import { readBackInProcess } from '../../builders/read-back-in-process.ts';
import { anOutsider } from '../../builders/signed-in.ts';
import { type CorrectionLab, correctionLab } from './correction-lab.ts';

const NEW_NAME = '样本丁·示例';

describe('another name for somebody of the register, over HTTP', () => {
  let lab: CorrectionLab;
  beforeAll(async () => {
    lab = await correctionLab();
  });
  afterAll(() => lab.close());

  test.each([
    ['CORRECT_ERROR', ['PORTRAIT'], 'ID_CARD'],
    ['CHANGE_DATA', ['ID_CARD', 'OLD_CARD', 'PORTRAIT'], 'CHANGE_PROOF'],
  ] as const)('%s renames by the decision of another, and the next card says it', async (kind, papers, proof) => {
    const { person, cardNumber: old } = await lab.issue();
    const name = `${NEW_NAME}${kind === 'CHANGE_DATA' ? '二' : '一'}`;
    const { citizenId } = person;
    const entered = await lab.enter(kind, { citizenId, name: person.name });
    const { at, id, personId } = entered;
    for (const type of papers) await lab.bring(at, type);
    const evidenceId = await lab.bring(at, proof);
    const tooLong = await lab.say(at, { name: 'person.name', value: '长'.repeat(101), saidBy: 'OFFICE', evidenceId });
    expect(tooLong).toMatchObject({ status: 422, reply: { code: 'fact-too-long' } });
    expect(await lab.say(at, { name: 'person.name', value: name, saidBy: 'OFFICE', evidenceId })).toMatchObject({
      status: 201,
    });
    await lab.toReview(entered);
    expect(await lab.approve(lab.clerk, at)).toMatchObject({ status: 403 });
    expect(await lab.find({ kind: 'name', prefix: name })).toEqual([]);
    const decided = await lab.approve(lab.reviewer, at);
    expect(decided.status).toBe(201);
    expect(await lab.find({ kind: 'name', prefix: name })).toMatchObject([{ personId, name }]);
    expect(await lab.find({ kind: 'pinyin', prefix: 'yang ben ding' })).toContainEqual(
      expect.objectContaining({ personId }),
    );
    const before = (await lab.find({ kind: 'name', prefix: person.name })) as readonly { readonly personId: string }[];
    expect(before.map((hit) => hit.personId)).not.toContain(personId);
    const holder = anOutsider('holder', { kind: 'person', id: personId });
    const own = await lab.http.send(holder, ['get', `/api/v1/persons/${personId}/own-view`]);
    const { decisionId } = decided.reply;
    expect(own.reply).toMatchObject({
      person: { name },
      earlierNames: [{ name: person.name, decisionId, until: DEMO_AT }],
    });
    expect(own.reply['looks']).toContainEqual(
      expect.objectContaining({ action: 'person.correct', object: decisionId }),
    );
    const body = { officeId: OFFICE_ID, door: 'COUNTER', kind: 'ENDORSE', person: { citizenId, name: person.name } };
    const refused = await lab.http.send(lab.clerk, ['post', '/api/v1/applications'], { body });
    expect(refused).toMatchObject({ status: 409, reply: { code: 'identity-differs' } });

    const held = await aHeldCard(lab, { id }, `renamed ${kind}`);
    const { can = '' } =
      (await lab.stores.inTransaction(anOfficer(), (tx) => tx.attempts.findByCard(held.cardNumber))) ?? {};
    const read = await readBackInProcess({ office: lab.office, placeCard: held.placeCard })({ can });
    expect([read.authentic, read.name]).toEqual(['yes', name]);
    accept(
      await lab.work.handOver(anOfficer(), {
        cardNumber: held.cardNumber,
        collector: COLLECTOR,
        isOldCardReturned: true,
      }),
    );
    const replaced = await lab.stores.database.prisma.card.findUniqueOrThrow({ where: { cardNumber: old } });
    expect(replaced.state).toBe('REPLACED');
    const fees = await lab.stores.database.prisma.fee.findMany({ where: { applicationId: id } });
    expect(fees.map(({ amountFen }) => amountFen)).toEqual([0]);
  });

  test('a name that only the applicant says, or that a lease is to bear out, is not put into the register', async () => {
    const { person } = await lab.issue();
    const claim = { name: 'person.name', value: `${NEW_NAME}三` };
    const entered = await lab.enter('CHANGE_DATA', { citizenId: person.citizenId, name: person.name }, [claim]);
    const { at } = entered;
    for (const type of ['ID_CARD', 'OLD_CARD', 'PORTRAIT'] as const) await lab.bring(at, type);
    const evidenceId = await lab.bring(at, 'LEASE');
    await lab.toReview(entered);
    expect(await lab.approve(lab.reviewer, at)).toMatchObject({ status: 422, reply: { code: 'name-unproved' } });
    await lab.stores.inTransaction(anOfficer(), async (tx) => {
      const application = await tx.applications.find(entered.id);
      if (application === undefined) throw new Error('no case');
      const said = { ...claim, id: lab.stores.newId(), evidenceId, saidBy: 'OFFICE', saidAt: DEMO_AT } as const;
      await tx.applications.addFacts(application, [said]);
    });
    expect(await lab.approve(lab.reviewer, at)).toMatchObject({ status: 422, reply: { code: 'name-unproved' } });
    const reasons = [{ code: 'NAME_UNPROVED', clause: 'Civil Code art. 1016', words: '无更名证明' }];
    expect(await lab.approve(lab.reviewer, at, { outcome: 'REFUSED', reasons })).toMatchObject({ status: 201 });
    const row = await lab.stores.database.prisma.person.findUniqueOrThrow({ where: { id: person.id } });
    expect([row.name, row.nameDecisionId]).toEqual([person.name, null]);
  });

  test('a name mistyped in a first draft is corrected by its decision, before any card is made', async () => {
    const citizenId = anIdNumber('1983-05-06', 11);
    const entered = await lab.enter('FIRST', { citizenId, name: '样例错', details: PARTICULARS });
    const { at, personId } = entered;
    const evidenceId = await lab.bring(at, 'ID_CARD');
    const lease = await lab.bring(at, 'LEASE');
    await lab.bring(at, 'PORTRAIT');
    await lab.say(at, { name: 'hukou.place', value: 'ELSEWHERE', saidBy: 'OFFICE' });
    await lab.say(at, { name: 'ground.dwelling', value: 'yes', saidBy: 'OFFICE', evidenceId: lease });
    const talent = await lab.bring(at, 'TALENT_CERTIFICATE');
    await lab.say(at, { name: 'exemption.kind', value: 'TALENT', saidBy: 'OFFICE', evidenceId: talent });
    await lab.say(at, { name: 'person.name', value: '样例对', saidBy: 'OFFICE', evidenceId });
    await lab.toReview(entered);
    const reasons = [{ code: 'SEEN', clause: 'Zhejiang art. 16', words: '人才证明已核实' }];
    expect(await lab.approve(lab.reviewer, at, { reasons, serviceClass: 1 })).toMatchObject({ status: 201 });
    expect(await lab.find({ kind: 'name', prefix: '样例错' })).toEqual([]);
    expect(await lab.find({ kind: 'name', prefix: '样例对' })).toMatchObject([{ personId }]);
  });

  test('who has the new name already is put forward, also when it is said after submission', async () => {
    const twin = await lab.enter('FIRST', {
      citizenId: anIdNumber('1984-05-06', 13),
      name: '样例双',
      details: PARTICULARS,
    });
    const one = await lab.enter('FIRST', {
      citizenId: anIdNumber('1984-05-06', 15),
      name: '样例单',
      details: PARTICULARS,
    });
    await lab.http.send(lab.clerk, ['post', `${one.at}/submission`]);
    expect(await lab.pairs(one)).toEqual([]);
    await lab.say(one.at, { name: 'person.name', value: '样例双' });
    const pair = [one.personId, twin.personId].toSorted();
    expect(await lab.pairs(one)).toMatchObject([{ personA: pair[0], personB: pair[1] }]);
  });

  test('the database renames nobody without an approved case of that person, and keeps the name before', async () => {
    const { person } = await lab.issue();
    const other = await lab.issue();
    const { pool } = lab.stores.database;
    const rename = (decision: string | null) =>
      pool.query('UPDATE person SET name = $2, name_decision_id = $3 WHERE id = $1', [person.id, '样例伪', decision]);
    await expect(rename(null)).rejects.toMatchObject({ constraint: 'name_by_decision' });
    const decisions = await lab.stores.database.prisma.decision.findMany({
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
    const mine = await lab.stores.database.prisma.decision.findFirstOrThrow({
      where: { application: { personId: person.id } },
    });
    await keep(mine.id);
    expect((await rename(mine.id)).rowCount).toBe(1);
    await expect(pool.query('UPDATE earlier_name SET until = now()')).rejects.toMatchObject({ code: '42501' });
  });
});
