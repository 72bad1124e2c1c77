import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aCaseOffice, REFUSAL, type CaseOffice } from '../builders/case-office.ts';
import { aDraft, completeDraft, done } from '../builders/case-work.ts';
import { PARTICULARS } from '../builders/invented-people.ts';
import { OFFICE_ID, OTHER_OFFICE_ID } from '../builders/sample-offices.ts';
import { aSignedIn, on } from '../builders/signed-in.ts';

let { stores, work, clerk, reviewer, somebody, aCompleteDraft, anAcceptedCase, aCaseInReview, query }: CaseOffice =
  {} as never;
beforeAll(async () => {
  ({ stores, work, clerk, reviewer, somebody, aCompleteDraft, anAcceptedCase, aCaseInReview, query } =
    await aCaseOffice());
});
afterAll(() => stores.close());

describe('from the counter to the decision', () => {
  test('each transition leaves a move with actor, time, reason and rules, and an entry in the audit log', async () => {
    const draft = await aCaseInReview();
    const { applicationId, number } = draft;
    done(await work.decide(reviewer, { applicationId, outcome: 'APPROVED', reasons: [], serviceClass: 3 }));
    const moves = await query<{ to_state: string; actor_id: string; rule_version: string; reason: string }>(
      `SELECT * FROM lifecycle_move WHERE machine = 'APPLICATION' AND subject_id = $1 ORDER BY id`,
      applicationId,
    );
    expect(moves.map(({ to_state }) => to_state)).toEqual(['DRAFT', 'SUBMITTED', 'ACCEPTED', 'IN_REVIEW', 'APPROVED']);
    expect(moves.map(({ actor_id }) => actor_id)).toEqual([
      ...Array.from({ length: 3 }, () => clerk.accountId),
      ...Array.from({ length: 2 }, () => reviewer.accountId),
    ]);
    for (const move of moves) expect(move).toMatchObject({ rule_version: '800000/2026-1', reason: expect.any(String) });
    const events = await query<{ action: string }>('SELECT * FROM audit_event WHERE case_number = $1', number);
    const actions = events.map(({ action }) => action);
    for (const action of ['enter', 'accept', 'read', 'decide']) expect(actions).toContain(`application.${action}`);
    for (const event of events) expect(event).toMatchObject({ office_id: OFFICE_ID, subject_tag: expect.any(Buffer) });
  });

  test('what the rules found is kept with clauses and papers, and gives the residence of the permit', async () => {
    const { applicationId } = await anAcceptedCase();
    const { application, clock, fees } = done(await work.readCase(reviewer, { applicationId }));
    expect(application.eligibility).toMatchObject({
      eligibility: {
        verdict: 'eligible',
        conditions: [
          { condition: 'HUKOU_ELSEWHERE', outcome: 'met' },
          { condition: 'RESIDENCE', outcome: 'met', evidence: [expect.any(String)] },
          { condition: 'GROUNDS', outcome: 'met', evidence: [expect.any(String)] },
        ],
      },
      serviceClass: { proposed: 3, appealable: true },
      residence: { since: '2025-08-01', months: 7, grounds: [2] },
    });
    expect(clock).toMatchObject({ dueOn: '2026-03-17', latestOn: '2026-04-01', daysLeft: 15, state: 'RUNNING' });
    expect(clock?.rules).toMatchObject({ acceptanceDays: 15, maxDays: 30 });
    expect(fees).toMatchObject([{ amountFen: 0, rule: 'Decree 663 art. 21: first issue free' }]);
  });

  test('every fact is there with who said it, and through which account', async () => {
    const { applicationId } = await aCompleteDraft();
    const { facts } = done(await work.readCase(reviewer, { applicationId }));
    expect(facts.find(({ name }) => name === 'person.hukouAddress')).toMatchObject({
      value: PARTICULARS.hukouAddress,
      saidBy: 'APPLICANT',
      reporterId: clerk.accountId,
      saidAt: stores.clock(),
    });
    expect(facts.find(({ name }) => name === 'ground.dwelling')).toMatchObject({ saidBy: 'OFFICE' });
  });
});

describe('who may not', () => {
  test('whoever entered or accepted a case does not decide it, nor a clerk at all', async () => {
    const both = aSignedIn(['clerk', 'reviewer']);
    const draft = await aCompleteDraft();
    done(await work.submit(clerk, draft));
    done(await work.accept(both, draft));
    done(await work.take(reviewer, draft));
    done(await work.release(reviewer, draft));
    const decision = { ...draft, outcome: 'REFUSED', reasons: REFUSAL } as const;
    expect(await work.decide(both, decision)).toEqual({ ok: false, refusal: 'same-person' });
    expect(await work.decide(clerk, decision)).toEqual({ ok: false, refusal: 'no-role' });
    expect(await work.decide(aSignedIn(['reviewer'], { officeId: OTHER_OFFICE_ID }), decision)).toEqual({
      ok: false,
      refusal: 'other-office',
    });
  });

  test('nor does the database let them, when the use case is passed by', async () => {
    const accepted = await anAcceptedCase();
    const insert = (decider: string) =>
      query(
        `INSERT INTO decision (id, application_id, outcome, reasons, rule_version, decider_id, decided_at)
         VALUES (gen_random_uuid(), $1, 'REFUSED', '[{}]', 'x', $2, now())`,
        accepted.applicationId,
        decider,
      );
    await expect(insert(clerk.accountId)).rejects.toThrow('by the same person');
    await expect(insert(reviewer.accountId)).resolves.toEqual([]);
    const accepter = aSignedIn(['clerk']);
    const other = await aCompleteDraft();
    done(await work.submit(clerk, other));
    done(await work.accept(accepter, other));
    await expect(
      query(
        `INSERT INTO decision (id, application_id, outcome, reasons, rule_version, decider_id, decided_at)
         VALUES (gen_random_uuid(), $1, 'REFUSED', '[{}]', 'x', $2, now())`,
        other.applicationId,
        accepter.accountId,
      ),
    ).rejects.toThrow('taken in by the same person');
  });

  test('the database lets no case skip a state', async () => {
    const { applicationId } = await aDraft(work, clerk, somebody());
    await expect(query(`UPDATE application SET state = 'APPROVED' WHERE id = $1`, applicationId)).rejects.toThrow(
      'no move from DRAFT to APPROVED',
    );
  });

  test('of two officers who decide one case at once, one does', async () => {
    const accepted = await anAcceptedCase();
    done(await work.take(reviewer, accepted));
    done(await work.release(reviewer, accepted));
    const decision = {
      applicationId: accepted.applicationId,
      outcome: 'APPROVED',
      reasons: [],
      serviceClass: 3,
    } as const;
    const tries = await Promise.allSettled([
      work.decide(reviewer, decision),
      work.decide(aSignedIn(['reviewer']), decision),
    ]);
    const decided = tries.filter((tried) => tried.status === 'fulfilled' && tried.value.ok);
    expect(decided).toHaveLength(1);
    const rows = await query('SELECT * FROM decision WHERE application_id = $1', accepted.applicationId);
    expect(rows).toHaveLength(1);
  });

  test('a case on the desk of one officer is shown as such to the other, who can neither take nor decide it', async () => {
    const reviewed = await aCaseInReview();
    const other = aSignedIn(['reviewer']);
    expect(await work.take(other, reviewed)).toEqual({ ok: false, refusal: 'case-taken' });
    expect(await work.decide(other, { ...reviewed, outcome: 'REFUSED', reasons: REFUSAL })).toEqual({
      ok: false,
      refusal: 'case-taken',
    });
    const lines = done(await work.listCases(other, { states: ['IN_REVIEW'], limit: 100 }));
    expect(lines.find(({ number }) => number === reviewed.number)).toMatchObject({ takenBy: reviewer.accountId });
    expect(await work.release(other, reviewed)).toEqual({ ok: false, refusal: 'not-taken-by-you' });
    done(await work.release(reviewer, reviewed));
    done(await work.take(other, reviewed));
  });
});

describe('a queue of cases that are over', () => {
  test('begins with the newest, page by page', async () => {
    const cases = [await aCaseInReview(), await aCaseInReview(), await aCaseInReview()];
    for (const reviewed of cases) {
      done(await work.decide(reviewer, { ...reviewed, outcome: 'REFUSED', reasons: REFUSAL }));
    }
    const newestFirst = cases.map(({ number }) => number).toReversed();
    const page = async (rest: { readonly limit: number; readonly after?: string }) =>
      done(await work.listCases(reviewer, { states: ['REFUSED', 'CLOSED'], ...rest })).map(({ number }) => number);
    expect(await page({ limit: 2 })).toEqual(newestFirst.slice(0, 2));
    expect(await page({ limit: 1, after: newestFirst.at(1) ?? '' })).toEqual(newestFirst.slice(2));
  });
});

describe('reasons', () => {
  test('no refusal without a reason and its clause; no class that nobody confirmed', async () => {
    const { applicationId } = await aCaseInReview();
    const decide = (rest: object) => work.decide(reviewer, { applicationId, outcome: 'REFUSED', reasons: [], ...rest });
    expect(await decide({})).toMatchObject({ refusal: 'reasons-missing' });
    const [reason] = REFUSAL;
    expect(await decide({ reasons: [{ ...reason, clause: ' ' }] })).toMatchObject({ refusal: 'clause-missing' });
    expect(await decide({ reasons: [{ ...reason, words: '' }] })).toMatchObject({ refusal: 'reasons-missing' });
    expect(await decide({ reasons: REFUSAL, serviceClass: 3 })).toMatchObject({ refusal: 'service-class-unasked' });
    expect(await decide({ outcome: 'APPROVED' })).toMatchObject({ refusal: 'service-class-missing' });
    expect(await decide({ outcome: 'APPROVED', serviceClass: 1 })).toMatchObject({ refusal: 'reasons-missing' });
    done(await decide({ outcome: 'APPROVED', serviceClass: 3 }));
    expect(await decide({ reasons: REFUSAL })).toMatchObject({ refusal: 'decided-before' });
  });

  test('nobody approves what a condition of the law forbids', async () => {
    const draft = await aDraft(work, clerk, somebody());
    await completeDraft(work, clerk, draft.applicationId);
    done(await work.submit(clerk, draft));
    done(await work.accept(clerk, draft));
    done(await work.take(reviewer, draft));
    const approval = { ...draft, outcome: 'APPROVED', reasons: REFUSAL, serviceClass: 3 } as const;
    expect(await work.decide(reviewer, approval)).toEqual({ ok: false, refusal: 'not-eligible' });
    done(await work.decide(reviewer, { ...draft, outcome: 'REFUSED', reasons: REFUSAL }));
  });
});

test('a look at a case states what it was for', async () => {
  const accepted = await anAcceptedCase();
  expect(await work.readCase(on(reviewer, { purpose: undefined }), accepted)).toMatchObject({
    refusal: 'purpose-missing',
  });
  expect(await work.readCase(on(reviewer, { purpose: 'appeal' }), accepted)).toMatchObject({
    refusal: 'purpose-not-allowed',
  });
  expect(await work.readCase(on(reviewer, { caseNumber: undefined }), accepted)).toMatchObject({
    refusal: 'case-missing',
  });
});
