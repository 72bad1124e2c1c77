import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aCaseOffice, type CaseOffice } from '../builders/case-office.ts';
import { aDraft, completeDraft, done } from '../builders/case-work.ts';
import { anIdNumber, aScan, PARTICULARS } from '../builders/invented-people.ts';
import { OFFICE_ID } from '../builders/sample-offices.ts';
import { anOutsider, aSignedIn } from '../builders/signed-in.ts';

let { stores, work, clerk, reviewer, somebody }: CaseOffice = {} as never;
const AT_COUNTER = { officeId: OFFICE_ID, door: 'COUNTER', kind: 'FIRST', facts: [], isOwnError: false } as const;
beforeAll(async () => {
  ({ stores, work, clerk, reviewer, somebody } = await aCaseOffice());
});
afterAll(() => stores.close());

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
