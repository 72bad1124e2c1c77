import { makeLapseUnsupplied } from '@residence-permit/issuer/use-cases/applications';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aCaseOffice, at, TODAY, type CaseOffice } from '../builders/case-office.ts';
import { aDraft, done } from '../builders/case-work.ts';
import { aDrawnFace, aScan } from '../builders/invented-people.ts';
import { anOutsider, aSignedIn } from '../builders/signed-in.ts';

let { stores, work, clerk, reviewer, setClock, somebody, anAcceptedCase, aRefusedCase }: CaseOffice = {} as never;
const supervisor = aSignedIn(['supervisor']);
beforeAll(async () => {
  ({ stores, work, clerk, reviewer, setClock, somebody, anAcceptedCase, aRefusedCase } = await aCaseOffice());
});
afterAll(() => stores.close());

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
    setClock(at('2026-04-01'));
    await lapse();
    expect(await stateOf()).toBe('SUPPLEMENT_REQUESTED');
    setClock(at('2026-04-02'));
    expect(await lapse()).toBe(1);
    expect(await lapse()).toBe(0);
    setClock(at(TODAY));
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
    const { messages } = stores;
    const told = messages.length;
    expect(done(await extend(20, 'REMOTE_AREA'))).toEqual({ dueOn: '2026-03-22' });
    const details = { dueOn: '2026-03-22' };
    expect(messages.slice(told)).toMatchObject([
      { template: 'deadline-extended', personId: accepted.personId, details },
    ]);
    const own = done(await work.readOwn(anOutsider('holder', { kind: 'person', id: accepted.personId }), accepted));
    expect(own.cases).toMatchObject([{ extension: { id: 'REMOTE_AREA', titles: { en: 'Remote area' } } }]);
    expect(await extend(30, 'REMOTE_AREA')).toMatchObject({ refusal: 'already-extended' });
  });
});
