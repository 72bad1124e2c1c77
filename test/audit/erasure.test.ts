import { join } from 'node:path';
import {
  erasePerson,
  makeFileErasureLedger,
  openKeyFolder,
  overwritePerson,
} from '@residence-permit/issuer/adapters/privacy';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPerson } from '../builders/an-approved-case.ts';
import { anOfficer, officeStores, type OfficeStores } from '../builders/office-stores.ts';
import { anAuditedOffice, type AuditedOffice } from './an-audited-office.ts';

let stores: OfficeStores;
let office: AuditedOffice;
const clock = () => Math.floor(Date.now() / 1000);

beforeAll(async () => {
  stores = await officeStores({ clock });
  office = await anAuditedOffice(stores.address);
});
afterAll(async () => {
  await office.close();
  await stores.close();
});

it('a look is in the log and in the own view of its person; erasure makes it nobody’s and breaks no chain', async () => {
  const officer = anOfficer();
  const person = await aPerson(stores, officer);
  const look = { action: 'person.read', personId: person.id, caseNumber: 'E-2026-1', purpose: 'application' } as const;
  await stores.inTransaction(officer, (tx) => tx.audit(look));
  const looks = await stores.inTransaction(officer, (tx) => tx.history.looks(person.id, 10));
  expect(looks).toMatchObject([
    { action: 'person.read', actorId: officer.accountId, purpose: 'application', caseNumber: 'E-2026-1' },
  ]);
  await office.seal();
  await office.signCheckpoints();

  const { index } = await openKeyFolder(stores.keyFolder);
  const ledger = makeFileErasureLedger({ path: join(office.folder, 'erasures.jsonl'), key: index.ledgerKey() });
  const overwrite = (erasure: Parameters<typeof overwritePerson>[1]) => overwritePerson(stores.database.pool, erasure);
  const erasure = { personId: person.id, at: clock(), ground: 'retention-ended' } as const;
  await erasePerson({ ledger, keys: stores.keys, overwrite }, erasure);
  await office.seal();

  expect(await office.verify(undefined, { witness: office.witness, lagLimitS: 0 })).toMatchObject({ findings: [] });
  await expect(stores.inTransaction(officer, (tx) => tx.history.looks(person.id, 10))).rejects.toMatchObject({
    code: 'PERSON_ERASED',
  });
});
