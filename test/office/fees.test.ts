import { randomBytes, randomUUID } from 'node:crypto';
import type { ApplicationKind } from '@residence-permit/issuer/domain/policy';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aDraft, type CaseWork, caseWork, done } from '../builders/case-work.ts';
import { aDrawnFace, anIdNumber, aScan } from '../builders/invented-people.ts';
import { OFFICE_ID, type OfficeStores, officeStores } from '../builders/office-stores.ts';
import { aSignedIn } from '../builders/signed-in.ts';

const NOW = Date.parse('2026-03-02T01:00:00Z') / 1000;
let stores: OfficeStores;
let work: CaseWork;
const clerk = aSignedIn(['clerk']);
const reviewer = aSignedIn(['reviewer']);
const supervisor = aSignedIn(['supervisor']);

beforeAll(async () => {
  stores = await officeStores({ clock: () => NOW });
  work = caseWork(stores);
});
afterAll(() => stores.close());

let order = 200;
/** Somebody with a permit in force, as production leaves it. */
async function aHolder() {
  order += 2;
  const person = { citizenId: anIdNumber('1985-05-05', order), name: `持证${order}` };
  const draft = await aDraft(work, clerk, person);
  done(await work.withdraw(clerk, draft));
  const { personId } = draft;
  await stores.inTransaction({ accountId: clerk.accountId, officeId: OFFICE_ID }, async (tx) => {
    await tx.permits.insert({
      id: randomUUID(),
      permitRef: new Uint8Array(randomBytes(16)),
      number: await tx.permits.nextNumber(OFFICE_ID, 2026),
      personId,
      officeId: OFFICE_ID,
      state: 'IN_FORCE',
      issuedOn: parsePlainDate('2025-03-02'),
      residenceSince: parsePlainDate('2024-09-01'),
      continuousMonths: 6,
      grounds: [2],
      serviceClass: 3,
      portraitId: randomUUID(),
      version: 0,
    });
  });
  return { ...person, personId };
}

const PAPERS = ['ID_CARD', 'OLD_CARD', 'LOSS_STATEMENT', 'CHANGE_PROOF', 'CANCELLATION_REQUEST'] as const;

async function anAcceptedCase(
  kind: ApplicationKind,
  options: { readonly isOwnError?: boolean; readonly facts?: readonly { name: string; value: string }[] } = {},
) {
  const { isOwnError = false, facts = [] } = options;
  const person = await aHolder();
  const input = { officeId: OFFICE_ID, door: 'COUNTER', kind, facts, isOwnError } as const;
  const entered = done(await work.enter(clerk, { ...input, person }));
  const { applicationId } = entered;
  for (const [index, type] of PAPERS.entries()) {
    done(await work.addEvidence(clerk, { applicationId, type, content: await aScan(index) }));
  }
  done(await work.addEvidence(clerk, { applicationId, type: 'PORTRAIT', content: await aDrawnFace() }));
  done(await work.submit(clerk, entered));
  done(await work.accept(clerk, entered));
  const [fee] = done(await work.listFees(clerk, entered));
  if (fee === undefined) throw new Error('no fee');
  return { ...entered, person, fee };
}

describe('a fee', () => {
  test('is taken once, exactly, against a numbered receipt', async () => {
    const { applicationId, number, fee } = await anAcceptedCase('REISSUE_LOST');
    expect(fee).toMatchObject({ amountFen: 1500, ruleVersion: '800000/2026-1' });
    const take = (amountFen: number, feeId = fee.id) => work.takeFee(clerk, { applicationId, feeId, amountFen });
    expect(await take(1600)).toMatchObject({ refusal: 'amount-differs' });
    expect(await take(1500, randomUUID())).toMatchObject({ refusal: 'fee-not-found' });
    expect(done(await take(1500))).toEqual({ receiptNumber: `${number}-F1`, amountFen: 1500, paidAt: NOW });
    expect(await take(1500)).toMatchObject({ refusal: 'already-paid' });
    expect(await work.waiveFee(supervisor, { applicationId, feeId: fee.id, reason: 'late' })).toMatchObject({
      refusal: 'already-paid',
    });
  });

  test('of two who take it at once, one does', async () => {
    const { applicationId, fee } = await anAcceptedCase('EXCHANGE_DAMAGED');
    const tries = await Promise.allSettled(
      [clerk, aSignedIn(['clerk'])].map((by) => work.takeFee(by, { applicationId, feeId: fee.id, amountFen: 1500 })),
    );
    expect(tries.filter((tried) => tried.status === 'fulfilled' && tried.value.ok)).toHaveLength(1);
  });

  test('of the authority’s own error is none, and one that turns out to be is waived by a supervisor', async () => {
    for (const [kind, options] of [
      ['EXCHANGE_DAMAGED', { isOwnError: true }],
      ['CORRECT_ERROR', {}],
    ] as const) {
      const { applicationId, fee } = await anAcceptedCase(kind, options);
      expect(fee.amountFen).toBe(0);
      expect(await work.takeFee(clerk, { applicationId, feeId: fee.id, amountFen: 0 })).toMatchObject({
        refusal: 'nothing-due',
      });
    }
    const { applicationId, fee } = await anAcceptedCase('REISSUE_LOST');
    const waive = (by: typeof clerk, reason = 'chip failed by itself') =>
      work.waiveFee(by, { applicationId, feeId: fee.id, reason });
    expect(await waive(clerk)).toMatchObject({ refusal: 'no-role' });
    expect(await waive(supervisor, '')).toMatchObject({ refusal: 'reason-blank' });
    done(await waive(supervisor));
    expect(await waive(supervisor)).toMatchObject({ refusal: 'nothing-due' });
    expect(await work.takeFee(clerk, { applicationId, feeId: fee.id, amountFen: 1500 })).toMatchObject({
      refusal: 'nothing-due',
    });
  });
});

describe('cases about a permit', () => {
  test('one at a time that ends with a card, also when the use case is passed by', async () => {
    const { person, applicationId } = await anAcceptedCase('REISSUE_LOST');
    const input = { officeId: OFFICE_ID, door: 'COUNTER', facts: [], isOwnError: false, person } as const;
    expect(await work.enter(clerk, { ...input, kind: 'CHANGE_DATA' })).toMatchObject({ refusal: 'open-case-exists' });
    expect(await work.enter(clerk, { ...input, kind: 'FIRST' })).toMatchObject({ refusal: 'permit-in-force' });
    const copy = stores.database.pool.query(
      `INSERT INTO application (id, number, office_id, kind, state, person_id, key_id, permit_id, door, entered_by, created_at, policy_version)
       SELECT gen_random_uuid(), number || 'x', office_id, 'CHANGE_DATA', 'DRAFT', person_id, key_id, permit_id, door, entered_by, created_at, policy_version
       FROM application WHERE id = $1`,
      [applicationId],
    );
    await expect(copy).rejects.toThrow('application_one_open_card_case');
    done(await work.enter(clerk, { ...input, kind: 'CANCEL' }));
  });

  test('an approved change is in the register, and the facts keep who said it', async () => {
    const facts = [{ name: 'person.residenceAddress', value: '示例市样本路 77 号' }];
    const changed = await anAcceptedCase('CHANGE_DATA', { facts });
    done(await work.take(reviewer, changed));
    done(await work.decide(reviewer, { ...changed, outcome: 'APPROVED', reasons: [] }));
    const { person, application } = done(await work.readCase(reviewer, changed));
    expect(person.details.residenceAddress).toBe('示例市样本路 77 号');
    expect(application).toMatchObject({ state: 'APPROVED', permitId: expect.any(String) });
  });
});
