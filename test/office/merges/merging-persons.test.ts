import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  eraseRecords,
  findMergedRecords,
  makeFileErasureLedger,
  overwritePerson,
  replayErasures,
} from '@residence-permit/issuer/adapters/privacy';
import { makeConfirmErasure, makeRequestErasure } from '@residence-permit/issuer/use-cases/persons';
import { parseCitizenId } from '@residence-permit/shared/identifiers';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aHeldCard, anApprovedFollowUp, anIssuedPermit } from '../../builders/card-work.ts';
import { aDraft, aVerifiedStay, completeDraft, done } from '../../builders/case-work.ts';
import { anIdNumber, PARTICULARS } from '../../builders/invented-people.ts';
import { anOfficer, OFFICE_ID } from '../../builders/office-stores.ts';
import { anOutsider, aSignedIn } from '../../builders/signed-in.ts';
import { type MergeLab, mergeLab } from './merge-lab.ts';

describe('two records of one person', () => {
  let lab: MergeLab;
  beforeAll(async () => {
    lab = await mergeLab();
  });
  afterAll(() => lab.close());

  test('become one: rows, papers, looks and the ID number lead to the survivor, and everything still opens', async () => {
    const survivor = await lab.somebody();
    const draft = await aDraft(lab.cases, lab.clerk, { citizenId: anIdNumber('1991-11-05', 900), name: '样例乙' });
    const { personId: mergedId, applicationId, number } = draft;
    await completeDraft(lab.cases, lab.clerk, applicationId);
    const registrationId = await aVerifiedStay(
      lab.cases,
      { clerk: lab.clerk, other: lab.otherClerk },
      { personId: mergedId, from: '2025-01-01' },
    );
    const merged = await lab.stores.inTransaction(anOfficer(), (tx) => tx.persons.find(mergedId));
    if (merged === undefined) throw new Error('no person');
    const id = await lab.callSame(survivor, merged);
    done(await lab.cases.submit(lab.clerk, draft));
    expect(await lab.cases.accept(lab.clerk, draft)).toMatchObject({ refusal: 'duplicate-person' });

    const preview = await lab.http.send(lab.reviewer, ['get', `${lab.at(survivor)}/${mergedId}`]);
    expect(preview).toMatchObject({
      status: 200,
      reply: {
        merged: { openCases: [number], hasOpenStay: true },
        moves: { registrations: 1, applications: 1, permits: 0, cards: 0, papers: 5, reports: 0 },
        obstacles: [],
      },
    });
    expect(await lab.approve(survivor, merged)).toMatchObject({ status: 409, reply: { code: 'not-requested' } });
    expect(await lab.ask(survivor, merged)).toMatchObject({ status: 201 });
    expect(await lab.ask(survivor, merged)).toMatchObject({ status: 409, reply: { code: 'already-requested' } });
    expect(await lab.approve(survivor, merged, lab.reviewer)).toMatchObject({
      status: 403,
      reply: { code: 'same-person' },
    });
    expect(await lab.approve(survivor, merged)).toMatchObject({ status: 200 });

    expect(
      await lab.http.send(lab.clerk, ['get', `/api/v1/persons/${mergedId}`], {
        headers: { 'Permit-Purpose': 'counter-service' },
      }),
    ).toMatchObject({ status: 404, reply: { code: 'person-not-found' } });
    const found = await lab.stores.inTransaction(anOfficer(), (tx) => tx.persons.findByCitizenId(merged.citizenId));
    expect(found?.id).toBe(survivor.id);
    const body = { kind: 'citizen-id', citizenId: merged.citizenId };
    const hits = await lab.http.send(lab.clerk, ['post', '/api/v1/persons/search'], {
      body,
      headers: { 'Permit-Purpose': 'counter-service' },
    });
    expect(hits.reply['hits']).toMatchObject([{ personId: survivor.id }]);
    const holder = anOutsider('holder', { kind: 'person', id: survivor.id });
    const own = await lab.http.send(holder, ['get', `/api/v1/persons/${survivor.id}/own-view`]);
    expect(own.reply).toMatchObject({
      mergedRecords: [{ id: mergedId, citizenId: merged.citizenId }],
      registrations: [{ id: registrationId, address: PARTICULARS.residenceAddress }],
      cases: [{ application: { number, personId: survivor.id } }],
    });
    const looks = own.reply['looks'] as readonly {
      readonly action: string;
      readonly reason?: string;
      readonly object?: string;
    }[];
    expect(looks.some(({ action }) => action === 'registration.verify')).toBe(true);
    expect(looks.filter(({ action }) => action === 'person.merge').map(({ object }) => object)).toContain(mergedId);

    const [paper] = await lab.stores.inTransaction(anOfficer(), (tx) => tx.evidence.ofApplication(applicationId));
    expect(paper).toMatchObject({ personId: survivor.id, keyId: mergedId });
    done(await lab.cases.addFact(lab.clerk, { applicationId, name: 'job.employer', value: '样例公司' }));
    const opened = await lab.cases.readEvidence(lab.clerk, { applicationId, evidenceId: paper?.id ?? '' });
    expect(done(opened).bytes.length).toBeGreaterThan(100);
    done(await lab.cases.accept(lab.clerk, { applicationId }));
    const pair = await lab.stores.inTransaction(anOfficer(), (tx) => tx.duplicates.ofPerson(survivor.id));
    expect(pair.map((one) => one.id)).not.toContain(id);
  });

  test('with a permit: its card is made from papers under another key, and a second permit is still impossible', async () => {
    const [survivor, merged] = [await lab.somebody(), await lab.somebody()];
    const { permitId, cardNumber } = await anIssuedPermit(lab, merged, 'merge 1');
    await lab.callSame(survivor, merged);
    await lab.merge(survivor, merged);
    const row = await lab.stores.database.prisma.card.findUniqueOrThrow({ where: { cardNumber } });
    expect([row.personId, row.state]).toEqual([survivor.id, 'ACTIVE']);
    expect(
      await lab.cases.enter(lab.clerk, {
        officeId: OFFICE_ID,
        door: 'COUNTER',
        kind: 'FIRST',
        person: { citizenId: parseCitizenId(merged.citizenId), name: merged.name },
        facts: [],
        isOwnError: false,
      }),
    ).toMatchObject({ refusal: 'permit-in-force' });
    const followUp = await anApprovedFollowUp(lab.stores, {
      kind: 'EXCHANGE_DAMAGED',
      personId: survivor.id,
      permitId,
    });
    const next = await aHeldCard(lab, followUp, 'merge 2');
    const attempt = await lab.stores.inTransaction(anOfficer(), (tx) => tx.attempts.findByCard(next.cardNumber));
    expect(attempt).toMatchObject({ personId: survivor.id, state: 'HELD' });
    const old = await lab.stores.inTransaction(anOfficer(), (tx) => tx.attempts.findByCard(cardNumber));
    expect(old?.collector?.name).toBe('样例乙');
  });

  test('are refused while both have what a person has once, and say what', async () => {
    const [one, other] = [await lab.somebody(), await lab.somebody()];
    await anIssuedPermit(lab, one, 'merge 3');
    const issued = await anIssuedPermit(lab, other, 'merge 4');
    expect(await lab.ask(one, other)).toMatchObject({ status: 409, reply: { code: 'not-called-same' } });
    await lab.callSame(one, other);
    const preview = await lab.http.send(lab.reviewer, ['get', `${lab.at(one)}/${other.id}`]);
    expect(preview.reply).toMatchObject({
      obstacles: ['both-permits-in-force', 'both-cards-live'],
      merged: { liveCard: issued.cardNumber },
    });
    expect(await lab.ask(one, other)).toMatchObject({ status: 409, reply: { code: 'both-permits-in-force' } });
    const end = { permitId: issued.permitId, ground: 'LOCAL_HUKOU', reason: 'twice' } as const;
    done(await lab.work.endPermit(aSignedIn(['supervisor']), end));
    await lab.merge(one, other);
    const permits = await lab.stores.database.prisma.permit.findMany({ where: { personId: one.id } });
    expect(permits.map(({ state }) => state).toSorted()).toEqual(['IN_FORCE', 'TERMINATED']);
  });

  test('are nobody’s to merge without the right, without presence, or about themselves', async () => {
    const [one, other] = [await lab.somebody(), await lab.somebody()];
    await lab.callSame(one, other);
    const body = { mergedId: other.id, reason: 'one person' };
    const send = (by: typeof lab.reviewer) => lab.http.send(by, ['post', lab.at(one)], { body });
    expect(await send(lab.clerk)).toMatchObject({ status: 403, reply: { code: 'NOT_ALLOWED' } });
    const absent = { ...lab.reviewer, accountId: randomUUID(), subject: { ...lab.reviewer.subject, stepUps: [] } };
    expect(await send(absent)).toMatchObject({ status: 403, reply: { code: 'STEP_UP_NEEDED' } });
    const self = aSignedIn(['reviewer']);
    const mine = { ...self, subject: { ...self.subject, personId: other.id } };
    expect(await send(mine)).toMatchObject({ status: 403, reply: { code: 'own-case' } });
  });

  test('a merge goes on to the next survivor, takes the account along, and erasing erases every key', async () => {
    const [first, second, third] = [await lab.somebody(), await lab.somebody(), await lab.somebody()];
    const { prisma, pool } = lab.stores.database;
    const account = {
      id: randomUUID(),
      login: 'holder.third',
      displayName: '样例',
      state: 'DISABLED',
      createdAt: new Date(),
    };
    const role = { id: randomUUID(), role: 'holder', ownerKind: 'person', ownerId: third.id, givenAt: new Date() };
    await prisma.account.create({ data: { ...account, personId: third.id, roles: { create: [role] } } });
    await lab.callSame(second, third);
    await lab.merge(second, third);
    await lab.callSame(first, second);
    await lab.merge(first, second);
    const found = await lab.stores.inTransaction(anOfficer(), (tx) => tx.persons.findByCitizenId(third.citizenId));
    expect(found?.id).toBe(first.id);
    const moved = await prisma.account.findUniqueOrThrow({ where: { id: account.id }, include: { roles: true } });
    expect([moved.personId, moved.epoch, moved.roles[0]?.ownerId]).toEqual([first.id, 2, first.id]);

    const ledger = makeFileErasureLedger({
      path: join(lab.stores.keyFolder, 'merged'),
      key: new Uint8Array(32).fill(3),
    });
    const parts = {
      ledger,
      keys: lab.stores.keys,
      overwrite: (what: Parameters<typeof overwritePerson>[1]) => overwritePerson(pool, what),
      findMerged: (personId: string) => findMergedRecords(pool, personId),
    };
    const deps = { inTransaction: lab.stores.inTransaction, clock: lab.office.clock, newId: randomUUID };
    const ground = 'purpose-ended' as const;
    done(await makeRequestErasure(deps)(aSignedIn(['supervisor']), { personId: first.id, ground }));
    const keyStore = new Client({ connectionString: lab.stores.address.keyStoreAdminUrl });
    await keyStore.connect();
    const kept = await keyStore.query('SELECT person_id, wrapped_key FROM person_key WHERE person_id = $1', [third.id]);
    const confirm = makeConfirmErasure({ ...deps, erase: (what) => eraseRecords(parts, what) });
    done(await confirm(aSignedIn(['supervisor']), { personId: first.id }));
    const all = [first, second, third];
    for (const { id } of all) {
      await expect(lab.stores.keys.use(id, () => undefined)).rejects.toMatchObject({ code: 'PERSON_ERASED' });
    }
    const rows = await prisma.person.findMany({ where: { id: { in: all.map(({ id }) => id) } } });
    expect(rows.map(({ name, citizenIdIndex }) => [name, citizenIdIndex])).toEqual(all.map(() => ['', null]));
    // A key store from a backup brings the key of the closed record back, until the ledger is carried out again.
    const [back] = kept.rows as readonly { readonly person_id: string; readonly wrapped_key: Buffer }[];
    await keyStore.query('INSERT INTO person_key VALUES ($1, $2, now())', [back?.person_id, back?.wrapped_key]);
    expect(await replayErasures(parts)).toEqual([third.id]);
    await keyStore.end();
  });

  test('the database closes no record, moves no row and opens nothing under a closed one but by a signed merge', async () => {
    const [one, other, stranger] = [await lab.somebody(), await lab.somebody(), await lab.somebody()];
    const { pool, prisma } = lab.stores.database;
    const by = randomUUID();
    const request = (candidate: string, ids: readonly string[]) =>
      pool.query(
        `INSERT INTO person_merge (id, survivor_id, merged_id, candidate_id, reason, requested_by, requested_at)
         VALUES ($1, $2, $3, $4, 'x', $5, now())`,
        [candidate, ...ids, candidate, by],
      );
    await expect(request(randomUUID(), [one.id, other.id])).rejects.toMatchObject({ constraint: 'merge_of_same' });
    const candidate = await lab.callSame(one, other);
    await expect(request(candidate, [one.id, stranger.id])).rejects.toMatchObject({ constraint: 'merge_of_same' });
    await request(candidate, [one.id, other.id]);
    const close = (into: string | null) =>
      pool.query('UPDATE person SET merged_into = $2 WHERE id = $1', [other.id, into]);
    await expect(close(one.id)).rejects.toMatchObject({ constraint: 'closed_by_merge' });
    const sign = (who: string) =>
      pool.query('UPDATE person_merge SET approved_by = $2, approved_at = now() WHERE id = $1', [candidate, who]);
    await expect(sign(by)).rejects.toMatchObject({ constraint: 'merge_two_persons' });
    const { applicationId } = await aDraft(lab.cases, lab.clerk, {
      citizenId: anIdNumber('1985-01-02', 77),
      name: '样例动',
    });
    const move = (to: string) => pool.query('UPDATE application SET person_id = $2 WHERE id = $1', [applicationId, to]);
    await expect(move(one.id)).rejects.toMatchObject({ constraint: 'person_of_row' });
    const reseal = pool.query('UPDATE application SET key_id = $2 WHERE id = $1', [applicationId, one.id]);
    await expect(reseal).rejects.toMatchObject({ constraint: 'person_of_row' });
    await sign(randomUUID());
    await expect(sign(randomUUID())).rejects.toMatchObject({ constraint: 'signed_once' });
    await close(one.id);
    await expect(close(null)).rejects.toMatchObject({ constraint: 'closed_by_merge' });
    await expect(close(stranger.id)).rejects.toMatchObject({ constraint: 'closed_by_merge' });
    const stay = { id: randomUUID(), personId: other.id, keyId: other.id, officeId: OFFICE_ID, state: 'DECLARED' };
    const data = { ...stay, source: 'APPLICANT', enteredBy: by, fromDate: new Date(), createdAt: new Date() };
    await expect(prisma.registration.create({ data })).rejects.toThrow(/person_of_row|closed/);
  });
});
