import { makeLapseUnsupplied } from '@residence-permit/issuer/use-cases/applications';
import type { SignedIn } from '@residence-permit/issuer/use-cases/ports';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDraft, aVerifiedStay, type CaseWork, caseWork, completeDraft, done } from '../builders/case-work.ts';
import { aDrawnFace, anIdNumber, aScan, PARTICULARS } from '../builders/invented-people.ts';
import { OFFICE_ID, type OfficeStores, officeStores, OTHER_OFFICE_ID } from '../builders/office-stores.ts';
import { anOutsider, aSignedIn, on } from '../builders/signed-in.ts';

/** Monday, by the calendar of the office; seven months after the stays of these tests began. */
const TODAY = '2026-03-02';
const at = (day: string) => Date.parse(`${day}T01:00:00Z`) / 1000;

let now = at(TODAY);
let stores: OfficeStores;
let work: CaseWork;
let clerk: SignedIn;
let reviewer: SignedIn;
const supervisor = aSignedIn(['supervisor']);

beforeAll(async () => {
  stores = await officeStores({ clock: () => now });
  work = caseWork(stores);
  clerk = aSignedIn(['clerk']);
  reviewer = aSignedIn(['reviewer']);
});
afterAll(() => stores.close());

const AT_COUNTER = { officeId: OFFICE_ID, door: 'COUNTER', kind: 'FIRST', facts: [], isOwnError: false } as const;

let order = 0;
/** Somebody new, born on a day of their own. */
function somebody() {
  order += 1;
  const born = `19${70 + (order % 25)}-0${1 + (order % 9)}-${10 + (order % 18)}`;
  return { citizenId: anIdNumber(born, order), name: `样例${String.fromCodePoint(0x7532 + order * 7)}` };
}

/** A complete draft of somebody who has lived here for seven months. */
async function aCompleteDraft() {
  const draft = await aDraft(work, clerk, somebody());
  now = at('2025-08-01');
  await aVerifiedStay(work, { clerk, other: reviewer }, { personId: draft.personId, from: '2025-08-01' });
  now = at(TODAY);
  await completeDraft(work, clerk, draft.applicationId);
  return draft;
}

async function anAcceptedCase() {
  const draft = await aCompleteDraft();
  done(await work.submit(clerk, draft));
  return { ...draft, ...done(await work.accept(clerk, draft)) };
}

async function aCaseInReview() {
  const accepted = await anAcceptedCase();
  done(await work.take(reviewer, accepted));
  return accepted;
}

const REFUSAL = [{ code: 'GROUND_NOT_SHOWN', clause: 'Decree 663 art. 2', words: '未提供合法稳定住所证明' }];

async function aRefusedCase() {
  const reviewed = await aCaseInReview();
  done(await work.decide(reviewer, { ...reviewed, outcome: 'REFUSED', reasons: REFUSAL }));
  return reviewed;
}

const query = <Row>(sql: string, ...values: readonly string[]) =>
  stores.database.pool.query<Row & Record<string, unknown>>(sql, [...values]).then(({ rows }) => rows);

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
    expect(fees).toMatchObject([{ amountFen: 0, rule: 'Decree 663 art. 21: first issue free' }]);
  });

  test('every fact is there with who said it, and through which account', async () => {
    const { applicationId } = await aCompleteDraft();
    const { facts } = done(await work.readCase(reviewer, { applicationId }));
    expect(facts.find(({ name }) => name === 'person.hukouAddress')).toMatchObject({
      value: PARTICULARS.hukouAddress,
      saidBy: 'APPLICANT',
      reporterId: clerk.accountId,
      saidAt: now,
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

describe('papers', () => {
  test('what is missing is told once and completely, and brought', async () => {
    const draft = await aDraft(work, clerk, somebody());
    const { applicationId } = draft;
    done(await work.addFact(clerk, { applicationId, name: 'ground.job', value: 'yes' }));
    expect(await work.requestSupplement(clerk, draft)).toMatchObject({ refusal: 'not-submitted' });
    done(await work.submit(clerk, draft));
    expect(await work.accept(clerk, draft)).toMatchObject({ refusal: 'papers-missing' });
    const notice = done(await work.requestSupplement(clerk, draft));
    expect(notice.missing.map(({ rule }) => rule)).toEqual(['identity', 'portrait', 'address', 'job']);
    expect(notice.dueOn).toBe('2026-04-01');
    done(await work.submit(clerk, draft));
    expect(await work.accept(clerk, draft)).toMatchObject({ refusal: 'papers-missing' });
    expect(await work.requestSupplement(clerk, draft)).toMatchObject({ refusal: 'already-told' });
    const papers = [
      ['HOUSEHOLD_BOOKLET', await aScan(11)],
      ['TITLE_DEED', await aScan(12)],
      ['LABOUR_CONTRACT', await aScan(13)],
      ['PORTRAIT', await aDrawnFace()],
    ] as const;
    for (const [type, content] of papers) done(await work.addEvidence(clerk, { applicationId, type, content }));
    expect(done(await work.accept(clerk, draft))).toMatchObject({ overlooked: [], acceptedOn: TODAY });
    const { application } = done(await work.readCase(reviewer, draft));
    expect(application.supplement).toEqual(notice);
  });

  test('a case lapses whose papers are not brought by the day that was told', async () => {
    const { applicationId } = await aDraft(work, clerk, somebody());
    done(await work.submit(clerk, { applicationId }));
    done(await work.requestSupplement(clerk, { applicationId }));
    const stateOf = async () => done(await work.readCase(reviewer, { applicationId })).application.state;
    const lapse = makeLapseUnsupplied(stores);
    now = at('2026-04-01');
    await lapse();
    expect(await stateOf()).toBe('SUPPLEMENT_REQUESTED');
    now = at('2026-04-02');
    expect(await lapse()).toBe(1);
    expect(await lapse()).toBe(0);
    now = at(TODAY);
    expect(await stateOf()).toBe('LAPSED');
    expect(await work.submit(clerk, { applicationId })).toMatchObject({ refusal: 'wrong-state' });
  });

  test('a portrait is brought to the size of the chip; the same file twice is one paper; others are refused', async () => {
    const { applicationId } = await aDraft(work, clerk, somebody());
    const face = await aDrawnFace();
    const first = done(await work.addEvidence(clerk, { applicationId, type: 'PORTRAIT', content: face }));
    expect(done(await work.addEvidence(clerk, { applicationId, type: 'PORTRAIT', content: face }))).toEqual(first);
    const { evidence } = done(await work.readCase(reviewer, { applicationId }));
    expect(evidence.map(({ type, source }) => [type, source])).toEqual([
      ['PORTRAIT', 'UPLOADED'],
      ['CHIP_PORTRAIT', 'DERIVED'],
    ]);
    const refuse = async (type: 'LEASE' | 'PORTRAIT', content: Uint8Array) =>
      work.addEvidence(clerk, { applicationId, type, content });
    expect(await refuse('LEASE', new TextEncoder().encode('a text'))).toMatchObject({
      refusal: 'evidence-type-refused',
    });
    expect(await refuse('PORTRAIT', await aScan(1))).toMatchObject({ refusal: 'portrait-refused' });
    const read = done(await work.readEvidence(reviewer, { applicationId, evidenceId: first.evidenceId }));
    expect(read.bytes).toEqual(face);
  });

  test('a paper is kept until its period has begun and run out', async () => {
    const { applicationId } = await aRefusedCase();
    const { evidence } = done(await work.readCase(reviewer, { applicationId }));
    const until = (type: string) => evidence.find((paper) => paper.type === type)?.retainUntil;
    expect(until('LEASE')).toBe('2028-03-01');
    expect(until('PORTRAIT')).toBe('9999-12-31');
  });
});

describe('the clock', () => {
  test('is extended once, in time, on a ground that the policy names, to 30 days at most', async () => {
    const accepted = await anAcceptedCase();
    const extend = (days: number, ground: string) => work.extend(supervisor, { ...accepted, days, ground });
    expect(await extend(30, 'TOO_BUSY')).toMatchObject({ refusal: 'ground-unknown' });
    expect(await extend(31, 'REMOTE_AREA')).toMatchObject({ refusal: 'beyond-maximum' });
    expect(await extend(15, 'REMOTE_AREA')).toMatchObject({ refusal: 'not-longer' });
    expect(await work.extend(reviewer, { ...accepted, days: 20, ground: 'REMOTE_AREA' })).toMatchObject({
      refusal: 'no-role',
    });
    expect(done(await extend(20, 'REMOTE_AREA'))).toEqual({ dueOn: '2026-03-22' });
    expect(await extend(30, 'REMOTE_AREA')).toMatchObject({ refusal: 'already-extended' });
  });
});

describe('one person', () => {
  test('two counters that enter the same new person at once make one person and one open case', async () => {
    const person = somebody();
    const entries = await Promise.all(
      Array.from({ length: 4 }, () =>
        work.enter(aSignedIn(['clerk']), {
          officeId: OFFICE_ID,
          door: 'COUNTER',
          kind: 'FIRST',
          person: { ...person, details: PARTICULARS },
          facts: [],
          isOwnError: false,
        }),
      ),
    );
    expect(entries.filter(({ ok }) => ok)).toHaveLength(1);
    for (const entry of entries) if (!entry.ok) expect(entry.refusal).toBe('open-case-exists');
    const found = done(await work.searchPersons(clerk, { kind: 'citizen-id', citizenId: person.citizenId }));
    expect(found).toHaveLength(1);
    const [keys] = await stores.keys.useMany(
      found.map(({ personId }) => personId),
      (known) => [known.size],
    );
    expect(keys).toBe(1);
  });

  test('the register is not contradicted by a name, nor a permit asked that is not there', async () => {
    const person = somebody();
    await aDraft(work, clerk, person);
    const enter = (rest: object) => work.enter(clerk, { ...AT_COUNTER, person, ...rest });
    expect(await enter({ person: { ...person, name: '示例·别名' } })).toMatchObject({ refusal: 'identity-differs' });
    expect(await enter({})).toMatchObject({ refusal: 'open-case-exists' });
    for (const kind of ['EXCHANGE_DAMAGED', 'REISSUE_LOST', 'CHANGE_DATA', 'ENDORSE', 'CANCEL', 'CORRECT_ERROR']) {
      expect(await enter({ kind })).toMatchObject({ refusal: 'permit-missing' });
    }
    const nobody = somebody();
    expect(await enter({ kind: 'CANCEL', person: nobody })).toMatchObject({ refusal: 'person-unknown' });
    expect(await enter({ person: nobody })).toMatchObject({ refusal: 'details-missing' });
  });

  test('who may be the same person is found, and a person decides it with a reason', async () => {
    const one = { citizenId: anIdNumber('1981-03-04', 301), name: '示例·重名' };
    const two = { citizenId: anIdNumber('1981-03-04', 303), name: '示例重名' };
    const swapped = { citizenId: anIdNumber('1981-04-03', 305), name: '示例·重名' };
    for (const person of [one, swapped]) done(await work.submit(clerk, await aDraft(work, clerk, person)));
    const draft = await aDraft(work, clerk, two);
    await completeDraft(work, clerk, draft.applicationId);
    done(await work.submit(clerk, draft));
    expect(await work.accept(clerk, draft)).toMatchObject({ refusal: 'duplicate-undecided' });
    const pairs = done(await work.listDuplicates(reviewer, draft));
    expect(pairs).toHaveLength(2);
    for (const { id: candidateId } of pairs) {
      const decide = (reason: string) =>
        work.decideDuplicate(reviewer, { ...draft, candidateId, outcome: 'DIFFERENT', reason });
      expect(await decide(' ')).toMatchObject({ refusal: 'reason-blank' });
      expect(await work.decideDuplicate(clerk, { ...draft, candidateId, outcome: 'SAME', reason: 'x' })).toMatchObject({
        refusal: 'no-role',
      });
      done(await decide('two ID cards were seen'));
      expect(await decide('again')).toMatchObject({ refusal: 'decided-already' });
    }
    done(await work.accept(clerk, draft));
  });
});

describe('the other doors', () => {
  test('a holder enters a case about themselves, and withdraws it; about others they enter none', async () => {
    const person = somebody();
    const { personId, applicationId } = await aDraft(work, clerk, person);
    done(await work.withdraw(clerk, { applicationId }));
    const holder = anOutsider('holder', { kind: 'person', id: personId });
    const input = { officeId: OFFICE_ID, door: 'HOLDER', kind: 'FIRST', facts: [], isOwnError: false } as const;
    const entered = done(await work.enter(holder, { ...input, person }));
    const content = await aScan(21);
    done(await work.addEvidence(holder, { ...entered, type: 'ID_CARD', content }));
    const claim = { ...entered, name: 'ground.job', value: 'yes' };
    done(await work.addFact(holder, claim));
    expect(await work.addFact(holder, { ...claim, saidBy: 'OFFICE' })).toMatchObject({
      refusal: 'speaker-not-at-door',
    });
    expect(await work.enter(holder, { ...input, door: 'COUNTER', person })).toMatchObject({
      refusal: 'door-not-yours',
    });
    const other = { ...somebody(), details: PARTICULARS };
    expect(await work.enter(holder, { ...input, person: other })).toMatchObject({ refusal: 'not-own' });
    done(await work.withdraw(holder, entered));
    expect(await work.withdraw(holder, entered)).toMatchObject({ refusal: 'wrong-state' });
  });

  test('an employer enters a case and hears nothing of what the register knows', async () => {
    const employer = anOutsider('reporter', { kind: 'organisation', id: '91800000MA00000000' });
    const input = { officeId: OFFICE_ID, door: 'EMPLOYER', kind: 'FIRST', facts: [], isOwnError: false } as const;
    const person = { ...somebody(), details: PARTICULARS };
    const entered = done(await work.enter(employer, { ...input, person }));
    done(await work.addFact(employer, { ...entered, name: 'ground.job', value: 'yes' }));
    const { facts } = done(await work.readCase(reviewer, entered));
    expect(new Set(facts.map(({ saidBy }) => saidBy))).toEqual(new Set(['EMPLOYER']));
    const refusals = [
      await work.enter(employer, { ...input, person }),
      await work.enter(employer, { ...input, person: { ...person, name: '示例·别名' } }),
      await work.enter(employer, { ...input, kind: 'CANCEL', person }),
      await work.enter(employer, { ...input, kind: 'CANCEL', person: { ...somebody(), details: PARTICULARS } }),
    ];
    for (const refusal of refusals) expect(refusal).toEqual({ ok: false, refusal: 'apply-at-office' });
    const another = anOutsider('reporter', { kind: 'organisation', id: '91800000MA00000001' });
    expect(await work.submit(another, entered)).toMatchObject({ refusal: 'not-own' });
    done(await work.submit(employer, entered));
  });

  test('a child is accompanied, and so may be who is old; nobody is their own proxy', async () => {
    const child = { citizenId: anIdNumber('2015-06-01', 11), name: '样本·小朋友' };
    const parent = { name: '样本·家长', citizenId: anIdNumber('1985-06-01', 13), relation: 'GUARDIAN' } as const;
    const enter = (person: typeof child, proxy?: object) =>
      work.enter(clerk, { ...AT_COUNTER, person: { ...person, details: PARTICULARS }, ...proxy });
    expect(await enter(child)).toMatchObject({ refusal: 'proxy-needed' });
    expect(await enter(child, { proxy: { ...parent, ground: 'ELDERLY' } })).toMatchObject({
      refusal: 'reason-does-not-fit',
    });
    const entered = done(await enter(child, { proxy: { ...parent, ground: 'UNDER_16' } }));
    const { application, missing, facts } = done(await work.readCase(reviewer, entered));
    expect(application.proxy).toEqual({ ...parent, ground: 'UNDER_16' });
    expect(missing.map(({ rule }) => rule)).toContain('proxy-identity');
    expect(facts.every(({ saidBy }) => saidBy === 'PROXY')).toBe(true);
    const adult = somebody();
    const self = { ...parent, citizenId: adult.citizenId, ground: 'DISABLED' };
    expect(await enter(adult, { proxy: self })).toMatchObject({ refusal: 'proxy-not-allowed' });
  });
});

describe('appeal', () => {
  const GROUNDS = '租赁合同已经补交';

  test('an upheld appeal opens the case again, and somebody new decides each step', async () => {
    const refused = await aRefusedCase();
    const holder = anOutsider('holder', { kind: 'person', id: refused.personId });
    expect(await work.fileAppeal(holder, { ...refused, grounds: ' ' })).toMatchObject({ refusal: 'grounds-missing' });
    const filed = done(await work.fileAppeal(holder, { ...refused, grounds: GROUNDS }));
    expect(await work.fileAppeal(holder, { ...refused, grounds: GROUNDS })).toMatchObject({ refusal: 'appeal-open' });
    const decision = { ...filed, outcome: 'UPHELD', reasons: REFUSAL } as const;
    expect(await work.decideAppeal(supervisor, decision)).toMatchObject({ refusal: 'wrong-state' });
    expect(await work.admitAppeal(supervisor, { ...filed, verdict: 'INADMISSIBLE', reason: '' })).toMatchObject({
      refusal: 'reason-blank',
    });
    done(await work.admitAppeal(supervisor, { ...filed, verdict: 'ADMITTED', reason: '' }));
    expect(await work.decideAppeal(supervisor, { ...decision, reasons: [] })).toMatchObject({
      refusal: 'reasons-missing',
    });
    await expect(
      query(
        `UPDATE appeal SET state = 'UPHELD', outcome = 'UPHELD', decided_by = $2, decided_at = now() WHERE id = $1`,
        filed.appealId,
        reviewer.accountId,
      ),
    ).rejects.toThrow('somebody new to the case');
    done(await work.decideAppeal(supervisor, decision));
    const approval = { ...refused, outcome: 'APPROVED', reasons: [], serviceClass: 3 } as const;
    expect(await work.decide(reviewer, approval)).toMatchObject({ refusal: 'decided-before' });
    done(await work.decide(aSignedIn(['reviewer']), approval));
  });

  test('comes in time, is dismissed with reasons, and may be taken back', async () => {
    const refused = await aRefusedCase();
    const holder = anOutsider('holder', { kind: 'person', id: refused.personId });
    const stranger = anOutsider('holder', { kind: 'person', id: stores.newId() });
    expect(await work.fileAppeal(stranger, { ...refused, grounds: GROUNDS })).toMatchObject({ refusal: 'not-own' });
    now = at('2026-05-02');
    expect(await work.fileAppeal(holder, { ...refused, grounds: GROUNDS })).toMatchObject({ refusal: 'too-late' });
    now = at('2026-05-01');
    const first = done(await work.fileAppeal(holder, { ...refused, grounds: GROUNDS }));
    done(await work.withdrawAppeal(holder, first));
    const second = done(await work.fileAppeal(holder, { ...refused, grounds: GROUNDS }));
    done(await work.admitAppeal(supervisor, { ...second, verdict: 'ADMITTED', reason: '' }));
    done(await work.decideAppeal(supervisor, { ...second, outcome: 'DISMISSED', reasons: REFUSAL }));
    expect(await work.fileAppeal(holder, { ...refused, grounds: GROUNDS })).toMatchObject({
      refusal: 'decided-already',
    });
    now = at(TODAY);
    const { appeals } = done(await work.readCase(reviewer, refused));
    expect(appeals.map(({ state, grounds }) => [state, grounds])).toEqual([
      ['WITHDRAWN', GROUNDS],
      ['DISMISSED', GROUNDS],
    ]);
  });
});

test('what was erased leaves the rows of a case in place and opens nothing', async () => {
  const refused = await aRefusedCase();
  const before = await query<{ n: string }>(
    'SELECT count(*) AS n FROM audit_event WHERE case_number = $1',
    refused.number,
  );
  await stores.keys.destroy(refused.personId);
  expect(await work.readCase(reviewer, refused)).toEqual({ ok: false, refusal: 'case-not-found' });
  const after = await query<{ n: string }>(
    'SELECT count(*) AS n FROM audit_event WHERE case_number = $1',
    refused.number,
  );
  expect(after).toEqual(before);
  const [sealed] = await query<{ value_sealed: Buffer }>(
    'SELECT value_sealed FROM application_fact WHERE application_id = $1',
    refused.applicationId,
  );
  expect(sealed?.value_sealed.includes(Buffer.from(PARTICULARS.hukouAddress))).toBe(false);
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
