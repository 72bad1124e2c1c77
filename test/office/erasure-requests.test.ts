import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { erasePerson, makeFileErasureLedger, overwritePerson } from '@residence-permit/issuer/adapters/privacy';
import {
  type Erase,
  makeConfirmErasure,
  makeFinishErasures,
  makeRequestErasure,
  makeWithdrawErasure,
} from '@residence-permit/issuer/use-cases/persons';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anApprovedCase, aPerson } from '../builders/an-approved-case.ts';
import { anIdNumber } from '../builders/invented-people.ts';
import { anOfficer, type OfficeStores, officeStores } from '../builders/office-stores.ts';
import { OFFICE_ID, OTHER_OFFICE_ID } from '../builders/sample-offices.ts';
import { aSignedIn } from '../builders/signed-in.ts';

const clock = () => Math.floor(Date.now() / 1000);
const ground = 'purpose-ended';

describe('forgetting somebody', () => {
  let stores: OfficeStores;
  let erase: Erase;
  beforeAll(async () => {
    stores = await officeStores({ clock });
    const ledger = makeFileErasureLedger({ path: join(stores.keyFolder, 'erasures'), key: new Uint8Array(32).fill(7) });
    const overwrite = (what: Parameters<Erase>[0]) => overwritePerson(stores.database.pool, what);
    erase = (what) => erasePerson({ ledger, keys: stores.keys, overwrite }, what);
  });
  afterAll(() => stores.close());
  const deps = () => ({ inTransaction: stores.inTransaction, clock, newId: randomUUID, erase });

  test('takes two supervisors, and then nothing of the person can be read', async () => {
    const [one, other] = [aSignedIn(['supervisor']), aSignedIn(['supervisor'])];
    const person = await aPerson(stores, anOfficer(), anIdNumber('1971-01-01', 1));
    const { id: personId } = person;
    const request = makeRequestErasure(deps());
    const confirm = makeConfirmErasure(deps());
    expect(await confirm(other, { personId })).toEqual({ ok: false, refusal: 'not-requested' });
    expect((await request(one, { personId, ground })).ok).toBe(true);
    expect(await request(other, { personId, ground })).toEqual({ ok: false, refusal: 'already-requested' });
    expect(await confirm(one, { personId })).toEqual({ ok: false, refusal: 'same-person' });
    expect((await confirm(other, { personId })).ok).toBe(true);
    expect(await confirm(other, { personId })).toEqual({ ok: false, refusal: 'person-not-found' });
    const row = await stores.database.prisma.person.findUniqueOrThrow({ where: { id: personId } });
    expect([row.name, row.citizenIdIndex, row.detailsSealed]).toEqual(['', null, null]);
    const found = await stores.inTransaction(anOfficer(), (tx) => tx.persons.findByCitizenId(person.citizenId));
    expect(found).toBeUndefined();
    const events = await stores.database.prisma.auditEvent.findMany({ where: { action: 'person.erase' } });
    expect(events.map(({ object }) => object)).toEqual(['requested', 'confirmed']);
  });

  test('is taken back by either supervisor while nobody confirmed it, and asked for anew', async () => {
    const [one, other] = [aSignedIn(['supervisor']), aSignedIn(['supervisor'])];
    const { id: personId } = await aPerson(stores, anOfficer(), anIdNumber('1983-01-01', 1));
    const [request, confirm, withdraw] = [
      makeRequestErasure(deps()),
      makeConfirmErasure(deps()),
      makeWithdrawErasure(deps()),
    ];
    const why = 'asked for by mistake';
    expect(await withdraw(one, { personId, why })).toEqual({ ok: false, refusal: 'not-requested' });
    for (const who of [one, other]) {
      expect((await request(one, { personId, ground })).ok).toBe(true);
      expect(await withdraw(aSignedIn(['clerk']), { personId, why })).toEqual({ ok: false, refusal: 'no-role' });
      expect((await withdraw(who, { personId, why })).ok).toBe(true);
      expect(await confirm(other, { personId })).toEqual({ ok: false, refusal: 'not-requested' });
    }
    const row = await stores.database.prisma.person.findUniqueOrThrow({ where: { id: personId } });
    expect(row.erasedAt).toBeNull();
    const events = await stores.database.prisma.auditEvent.findMany({ where: { reason: why } });
    expect(events.map(({ object }) => object)).toEqual(['withdrawn', 'withdrawn']);
  });

  test('is not for a clerk, nor while a case is open', async () => {
    const person = await aPerson(stores, anOfficer(), anIdNumber('1972-01-01', 1));
    const input = { personId: person.id, ground } as const;
    expect(await makeRequestErasure(deps())(aSignedIn(['clerk']), input)).toEqual({ ok: false, refusal: 'no-role' });
    await anApprovedCase(stores, { clerk: anOfficer(), reviewer: anOfficer() }, person);
    const refused = await makeRequestErasure(deps())(aSignedIn(['supervisor']), input);
    expect(refused).toEqual({ ok: false, refusal: 'case-open' });
  });

  test('is not confirmed once a case was opened after it was asked for', async () => {
    const person = await aPerson(stores, anOfficer(), anIdNumber('1974-01-01', 1));
    const input = { personId: person.id, ground } as const;
    expect((await makeRequestErasure(deps())(aSignedIn(['supervisor']), input)).ok).toBe(true);
    await anApprovedCase(stores, { clerk: anOfficer(), reviewer: anOfficer() }, person);
    const confirmed = await makeConfirmErasure(deps())(aSignedIn(['supervisor']), { personId: person.id });
    expect(confirmed).toEqual({ ok: false, refusal: 'case-open' });
  });

  test('waits in the list of its office until another confirms it, and names nobody', async () => {
    const { id: personId } = await aPerson(stores, anOfficer(), anIdNumber('1975-01-01', 1));
    const [one, other] = [aSignedIn(['supervisor']), aSignedIn(['supervisor'])];
    const listed = async (officeId: string) => {
      const lines = await stores.inTransaction(anOfficer(), (tx) =>
        tx.waiting.find('erasure', { officeId, limit: 100 }),
      );
      return lines.filter((line) => line.personId === personId);
    };
    const asked = await makeRequestErasure(deps())(one, { personId, ground });
    const id = asked.ok ? asked.value.id : '';
    const line = { kind: 'erasure', id, state: 'REQUESTED', personId, ground, by: one.accountId };
    expect(await listed(OFFICE_ID)).toEqual([{ ...line, since: expect.any(Number) }]);
    expect(await listed(OTHER_OFFICE_ID)).toEqual([]);
    await makeConfirmErasure(deps())(other, { personId });
    expect(await listed(OFFICE_ID)).toEqual([]);
  });

  test('is finished by the next process where the one that confirmed it ended', async () => {
    const { id: personId } = await aPerson(stores, anOfficer(), anIdNumber('1973-01-01', 1));
    await makeRequestErasure(deps())(aSignedIn(['supervisor']), { personId, ground });
    const ending = makeConfirmErasure({ ...deps(), erase: () => Promise.reject(new Error('the process ended')) });
    await expect(ending(aSignedIn(['supervisor']), { personId })).rejects.toThrow('ended');
    expect(await makeFinishErasures(deps())()).toEqual([personId]);
    expect(await makeFinishErasures(deps())()).toEqual([]);
    const row = await stores.database.prisma.person.findUniqueOrThrow({ where: { id: personId } });
    expect(row.name).toBe('');
  });

  test('cannot be confirmed by who asked for it, whoever writes to the database', async () => {
    const [id, personId, by] = [randomUUID(), randomUUID(), randomUUID()];
    const at = new Date();
    const { erasureRequest } = stores.database.prisma;
    await erasureRequest.create({ data: { id, personId, ground, requestedBy: by, requestedAt: at } });
    const self = erasureRequest.update({ where: { id }, data: { confirmedBy: by, confirmedAt: at } });
    await expect(self).rejects.toThrow();
  });
});
