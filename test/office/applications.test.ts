import {
  makeAcceptApplication,
  makeDecideApplication,
  makeEnterApplication,
  makeSubmitApplication,
  makeTakeCase,
} from '@residence-permit/issuer/use-cases/applications';
import { parseCitizenId } from '@residence-permit/shared/identifiers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OfficeStores, officeStores, OFFICE_ID } from '../builders/office-stores.ts';
import { aSignedIn } from '../builders/signed-in.ts';

const NOW = Date.parse('2026-03-02T01:00:00Z') / 1000;
let stores: OfficeStores;
beforeAll(async () => {
  stores = await officeStores({ clock: () => NOW });
});
afterAll(() => stores.close());

test('a case goes from the counter to its decision', async () => {
  const deps = { inTransaction: stores.inTransaction, clock: stores.clock, keys: stores.keys };
  const clerk = aSignedIn(['clerk']);
  const reviewer = aSignedIn(['reviewer']);
  const entered = await makeEnterApplication(deps)(clerk, {
    officeId: OFFICE_ID,
    door: 'COUNTER',
    kind: 'FIRST',
    person: {
      citizenId: parseCitizenId('11010519491231002X'),
      name: '样本·示例',
      details: { sex: 1, ethnicGroup: '01', hukouAddress: '示例省样本县', residenceAddress: '示例市样本路 1 号' },
    },
    facts: [],
    isOwnError: false,
  });
  if (!entered.ok) throw new Error(entered.refusal);
  const { applicationId } = entered.value;
  expect(await makeSubmitApplication(deps)(clerk, { applicationId })).toMatchObject({ ok: true });
  expect(await makeAcceptApplication(deps)(clerk, { applicationId })).toMatchObject({ ok: true });
  expect(await makeTakeCase(deps)(reviewer, { applicationId })).toMatchObject({ ok: true });
  expect(
    await makeDecideApplication(deps)(reviewer, { applicationId, outcome: 'APPROVED', reasons: [], serviceClass: 3 }),
  ).toMatchObject({ ok: true });
});
