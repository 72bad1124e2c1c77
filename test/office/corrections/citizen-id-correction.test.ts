import type { EvidenceType } from '@residence-permit/issuer/domain/policy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accept, DEMO_AT } from '../../builders/an-office.ts';
import { aHeldCard, COLLECTOR } from '../../builders/card-work.ts';
import { anIdNumber, PARTICULARS } from '../../builders/invented-people.ts';
import { anOfficer } from '../../builders/office-stores.ts';
import { tapAtOffice } from '../../builders/read-back-in-process.ts';
import { anOutsider } from '../../builders/signed-in.ts';
import { type CorrectionLab, correctionLab } from './correction-lab.ts';

const PAPERS = {
  CORRECT_ERROR: { others: ['PORTRAIT'], proof: 'ID_CARD' },
  CHANGE_DATA: { others: ['ID_CARD', 'OLD_CARD', 'PORTRAIT'], proof: 'CHANGE_PROOF' },
} as const satisfies Record<string, { readonly others: readonly EvidenceType[]; readonly proof: EvidenceType }>;

describe('another ID number for somebody of the register, over HTTP', () => {
  let lab: CorrectionLab;
  beforeAll(async () => {
    lab = await correctionLab();
  });
  afterAll(() => lab.close());

  /** A case of somebody with a permit, its papers handed in; `evidenceId` is the one that bears out a number. */
  async function aCase(kind: keyof typeof PAPERS) {
    const issued = await lab.issue();
    const { citizenId, name } = issued.person;
    const entered = await lab.enter(kind, { citizenId, name });
    for (const type of PAPERS[kind].others) await lab.bring(entered.at, type);
    const evidenceId = await lab.bring(entered.at, PAPERS[kind].proof);
    return { ...issued, entered, at: entered.at, evidenceId };
  }
  const sayNumber = (at: string, value: string, evidenceId: string, saidBy = 'OFFICE') =>
    lab.say(at, { name: 'person.citizenId', value, saidBy, evidenceId });
  const byNumber = (citizenId: string) => lab.find({ kind: 'citizen-id', citizenId });
  const row = (id: string) => lab.stores.database.prisma.person.findUniqueOrThrow({ where: { id } });

  test.each(['CORRECT_ERROR', 'CHANGE_DATA'] as const)(
    '%s: number and birth date follow the decision of another, and the next card says them',
    async (kind) => {
      const { person, entered, at, evidenceId, cardNumber: old } = await aCase(kind);
      const citizenId = anIdNumber('1991-05-11', kind === 'CHANGE_DATA' ? 21 : 23);
      const said = { saidBy: 'OFFICE', evidenceId };
      expect(await sayNumber(at, citizenId, evidenceId)).toMatchObject({ status: 201 });
      expect(await lab.say(at, { name: 'person.birthDate', value: '1991-05-11', ...said })).toMatchObject({
        status: 201,
      });
      await lab.toReview(entered);
      expect(await lab.approve(lab.clerk, at)).toMatchObject({ status: 403 });
      expect(await byNumber(citizenId)).toEqual([]);
      const decided = await lab.approve(lab.reviewer, at);
      expect(decided.status).toBe(201);

      const { personId } = entered;
      expect(await byNumber(citizenId)).toMatchObject([{ personId, birthDate: '1991-05-11' }]);
      expect(await byNumber(person.citizenId)).toEqual([]);
      const holder = anOutsider('holder', { kind: 'person', id: personId });
      const own = await lab.http.send(holder, ['get', `/api/v1/persons/${personId}/own-view`]);
      const { decisionId } = decided.reply;
      expect(own.reply).toMatchObject({
        person: { citizenId, birthDate: '1991-05-11' },
        earlierNames: [],
        earlierCitizenIds: [{ citizenId: person.citizenId, decisionId, until: DEMO_AT }],
      });
      expect(own.reply['looks']).toContainEqual(
        expect.objectContaining({ action: 'person.correct', object: decisionId, reason: 'citizen-id' }),
      );

      const held = await aHeldCard(lab, entered, `renumbered ${kind}`);
      const attempt = await lab.stores.inTransaction(anOfficer(), (tx) => tx.attempts.findByCard(held.cardNumber));
      const { answers, fields } = await tapAtOffice({ office: lab.office, placeCard: held.placeCard })({
        can: attempt?.can ?? '',
      });
      expect(answers.authentic.answer).toBe('yes');
      expect([fields.citizenId, fields.birthDate]).toEqual([citizenId, '1991-05-11']);
      const { cardNumber } = held;
      accept(await lab.work.handOver(anOfficer(), { cardNumber, collector: COLLECTOR, isOldCardReturned: true }));
      const replaced = await lab.stores.database.prisma.card.findUniqueOrThrow({ where: { cardNumber: old } });
      expect(replaced.state).toBe('REPLACED');
    },
  );

  test('is refused where it is no number, or birth date and number disagree', async () => {
    const { person, entered, at, evidenceId } = await aCase('CORRECT_ERROR');
    const citizenId = anIdNumber('1991-05-11', 31);
    const mistyped = citizenId.slice(0, 17) + (citizenId.endsWith('1') ? '2' : '1');
    expect(await sayNumber(at, mistyped, evidenceId)).toMatchObject({
      status: 422,
      reply: { code: 'fact-value-bad' },
    });
    const birthDate = { name: 'person.birthDate', saidBy: 'OFFICE', evidenceId };
    expect(await lab.say(at, { ...birthDate, value: '1991-02-30' })).toMatchObject({
      status: 422,
      reply: { code: 'fact-value-bad' },
    });
    // A birth date alone: the number of the register names another one.
    expect(await lab.say(at, { ...birthDate, value: '1991-05-11' })).toMatchObject({ status: 201 });
    await lab.toReview(entered);
    expect(await lab.approve(lab.reviewer, at)).toMatchObject({
      status: 422,
      reply: { code: 'birth-date-disagrees' },
    });
    const { birthDate: kept, citizenIdDecisionId } = await row(person.id);
    expect([kept.toISOString().slice(0, 10), citizenIdDecisionId]).toEqual(['1991-11-05', null]);
  });

  test('that only the applicant says, or that another record has, is not put into the register', async () => {
    const claimed = await aCase('CHANGE_DATA');
    const citizenId = anIdNumber('1991-05-11', 41);
    await sayNumber(claimed.at, citizenId, claimed.evidenceId, 'APPLICANT');
    await lab.toReview(claimed.entered);
    expect(await lab.approve(lab.reviewer, claimed.at)).toMatchObject({
      status: 422,
      reply: { code: 'citizen-id-unproved' },
    });

    const other = await lab.issue();
    const taking = await aCase('CORRECT_ERROR');
    await sayNumber(taking.at, other.person.citizenId, taking.evidenceId);
    await lab.http.send(lab.clerk, ['post', `${taking.at}/submission`]);
    const pair = [taking.person.id, other.person.id].toSorted();
    expect(await lab.pairs(taking.entered)).toContainEqual(
      expect.objectContaining({ personA: pair[0], personB: pair[1] }),
    );
    await lab.toReview(taking.entered);
    expect(await lab.approve(lab.reviewer, taking.at)).toMatchObject({
      status: 409,
      reply: { code: 'citizen-id-taken' },
    });
    expect((await row(taking.person.id)).citizenIdDecisionId).toBeNull();
  });

  test('puts forward who has the new birth date under the same name, also who came after acceptance', async () => {
    const { person, entered, at, evidenceId } = await aCase('CORRECT_ERROR');
    const citizenId = anIdNumber('1991-07-08', 51);
    const enterTwin = (order: number) =>
      lab.enter('FIRST', { citizenId: anIdNumber('1991-07-08', order), name: person.name, details: PARTICULARS });
    const early = await enterTwin(53);
    await sayNumber(at, citizenId, evidenceId);
    await lab.toReview(entered);
    const others = async () =>
      (await lab.pairs(entered)).map(({ personA, personB }) => (personA === person.id ? personB : personA));
    expect(await others()).toContain(early.personId);
    const late = await enterTwin(55);
    expect((await lab.approve(lab.reviewer, at)).status).toBe(201);
    expect(await others()).toContain(late.personId);
  });

  test('is free for whom it belongs to, once the wrong record has its own', async () => {
    const { person, entered, at, evidenceId } = await aCase('CORRECT_ERROR');
    await sayNumber(at, anIdNumber('1991-05-11', 61), evidenceId);
    await lab.toReview(entered);
    expect((await lab.approve(lab.reviewer, at)).status).toBe(201);
    const owner = await lab.enter('FIRST', { citizenId: person.citizenId, name: '样例真', details: PARTICULARS });
    expect(owner.personId).not.toBe(person.id);
    expect(await byNumber(person.citizenId)).toMatchObject([{ personId: owner.personId }]);
  });

  test('is given by nobody in the database without an approved case of that person, and the number before is kept', async () => {
    const [{ person }, other] = [await lab.issue(), await lab.issue()];
    const { pool, prisma } = lab.stores.database;
    const renumber = (decision: string | null, column = 'citizen_id_index') => {
      const value = column === 'birth_date' ? '1970-01-01' : Buffer.from(`planted ${column}`);
      const set = `UPDATE person SET ${column} = $2, citizen_id_decision_id = $3 WHERE id = $1`;
      return pool.query(set, [person.id, value, decision]);
    };
    for (const column of ['citizen_id_index', 'citizen_id_sealed', 'birth_date']) {
      await expect(renumber(null, column)).rejects.toMatchObject({ constraint: 'citizen_id_by_decision' });
    }
    const decisionOf = (personId: string) => prisma.decision.findFirstOrThrow({ where: { application: { personId } } });
    const [mine, theirs] = [await decisionOf(person.id), await decisionOf(other.person.id)];
    await expect(renumber(theirs.id)).rejects.toMatchObject({ constraint: 'citizen_id_by_decision' });
    const keep = (decision: string) =>
      pool.query(
        `INSERT INTO earlier_citizen_id (decision_id, person_id, key_id, citizen_id_sealed, until) VALUES ($1, $2, $2, '', now())`,
        [decision, person.id],
      );
    await expect(keep(theirs.id)).rejects.toMatchObject({ constraint: 'earlier_citizen_id_is_decided' });
    await keep(mine.id);
    expect((await renumber(mine.id)).rowCount).toBe(1);
    await expect(pool.query('UPDATE earlier_citizen_id SET until = now()')).rejects.toMatchObject({ code: '42501' });
  });
});
