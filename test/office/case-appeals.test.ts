import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aCaseOffice, at, REFUSAL, TODAY, type CaseOffice } from '../builders/case-office.ts';
import { done } from '../builders/case-work.ts';
import { PARTICULARS } from '../builders/invented-people.ts';
import { anOutsider, aSignedIn } from '../builders/signed-in.ts';

let { stores, work, reviewer, setClock, aRefusedCase, query }: CaseOffice = {} as never;
const supervisor = aSignedIn(['supervisor']);
beforeAll(async () => {
  ({ stores, work, reviewer, setClock, aRefusedCase, query } = await aCaseOffice());
});
afterAll(() => stores.close());

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
    setClock(at('2026-05-02'));
    expect(await work.fileAppeal(holder, { ...refused, grounds: GROUNDS })).toMatchObject({ refusal: 'too-late' });
    setClock(at('2026-05-01'));
    const first = done(await work.fileAppeal(holder, { ...refused, grounds: GROUNDS }));
    done(await work.withdrawAppeal(holder, first));
    const second = done(await work.fileAppeal(holder, { ...refused, grounds: GROUNDS }));
    done(await work.admitAppeal(supervisor, { ...second, verdict: 'ADMITTED', reason: '' }));
    done(await work.decideAppeal(supervisor, { ...second, outcome: 'DISMISSED', reasons: REFUSAL }));
    expect(await work.fileAppeal(holder, { ...refused, grounds: GROUNDS })).toMatchObject({
      refusal: 'decided-already',
    });
    setClock(at(TODAY));
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
