import { randomUUID } from 'node:crypto';
import type { Person } from '@residence-permit/issuer/use-cases/ports';
import { parseCitizenId } from '@residence-permit/shared/identifiers';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anApprovedFollowUp, anIssuedPermit } from '../../builders/card-work.ts';
import { aVerifiedStay, completeDraft, done } from '../../builders/case-work.ts';
import { PARTICULARS } from '../../builders/invented-people.ts';
import { anOfficer, OFFICE_ID } from '../../builders/office-stores.ts';
import { anOutsider, aSignedIn } from '../../builders/signed-in.ts';
import { type MergeLab, mergeLab } from './merge-lab.ts';

describe('a merge of two records that was wrong', () => {
  let lab: MergeLab;
  beforeAll(async () => {
    lab = await mergeLab();
  });
  afterAll(() => lab.close());

  /** Two records that were called the same; `before` is done to the second before it is closed into the first. */
  async function mergedPair(before: (merged: Person) => Promise<unknown> = () => Promise.resolve()) {
    const [survivor, merged] = [await lab.somebody(), await lab.somebody()];
    await before(merged);
    const pairId = await lab.callSame(survivor, merged);
    await lab.merge(survivor, merged);
    return { survivor, merged, pairId };
  }
  async function aFirstDraft({ citizenId, name }: Person): Promise<string> {
    const input = { officeId: OFFICE_ID, door: 'COUNTER', kind: 'FIRST', facts: [], isOwnError: false } as const;
    const person = { citizenId: parseCitizenId(citizenId), name, details: PARTICULARS };
    const entered = await lab.cases.enter(lab.clerk, { ...input, person });
    return done(entered).applicationId;
  }
  const aStay = ({ id: personId }: Person, from = '2025-01-01') =>
    aVerifiedStay(lab.cases, { clerk: lab.clerk, other: lab.otherClerk }, { personId, from });
  async function aDeclaredStay({ id: personId }: Person): Promise<string> {
    const from = parsePlainDate('2026-06-01');
    const said = { address: PARTICULARS.residenceAddress, source: 'APPLICANT' } as const;
    return done(await lab.cases.declare(lab.clerk, { personId, from, ...said })).registrationId;
  }
  const undo = async (survivor: Person, merged: Person) => {
    expect(await lab.askUndo(survivor, merged)).toMatchObject({ status: 201 });
    return lab.approveUndo(survivor, merged);
  };
  const refusedFor = async ({ survivor, merged }: { readonly survivor: Person; readonly merged: Person }) => {
    const { status, reply } = await lab.askUndo(survivor, merged);
    return [status, reply['code']];
  };

  test('is undone by two: everything that came from the second record goes back to it, and still opens', async () => {
    const { prisma } = lab.stores.database;
    const account = { id: randomUUID(), login: 'holder.undone', displayName: '样例', state: 'DISABLED' };
    let permit: Awaited<ReturnType<typeof anIssuedPermit>> | undefined;
    const { survivor, merged, pairId } = await mergedPair(async (person) => {
      permit = await anIssuedPermit(lab, person, 'undo 1');
      await aStay(person);
      const role = { id: randomUUID(), role: 'holder', ownerKind: 'person', ownerId: person.id, givenAt: new Date() };
      const roles = { create: [role] };
      await prisma.account.create({ data: { ...account, createdAt: new Date(), personId: person.id, roles } });
    });
    expect((await lab.findByNumber(merged))?.id).toBe(survivor.id);
    expect(await lab.approveUndo(survivor, merged)).toMatchObject({ status: 409, reply: { code: 'not-requested' } });
    expect(await lab.askUndo(survivor, merged)).toMatchObject({ status: 201 });
    expect(await lab.askUndo(survivor, merged)).toMatchObject({ status: 409, reply: { code: 'already-requested' } });
    expect(await lab.approveUndo(survivor, merged, lab.reviewer)).toMatchObject({
      status: 403,
      reply: { code: 'same-person' },
    });
    expect(await lab.approveUndo(survivor, merged)).toMatchObject({ status: 200 });

    expect((await lab.findByNumber(merged))?.id).toBe(merged.id);
    const rows = await Promise.all([
      prisma.registration.findMany({ where: { keyId: merged.id } }),
      prisma.application.findMany({ where: { keyId: merged.id } }),
      prisma.evidence.findMany({ where: { keyId: merged.id } }),
      prisma.permit.findMany({ where: { id: permit?.permitId ?? '' } }),
      prisma.card.findMany({ where: { cardNumber: permit?.cardNumber ?? '' } }),
      prisma.productionAttempt.findMany({ where: { keyId: merged.id } }),
    ]);
    expect(rows.map((found) => found.length)).toEqual([1, 1, 2, 1, 1, 1]);
    expect(new Set(rows.flat().map(({ personId }) => personId))).toEqual(new Set([merged.id]));
    const back = await prisma.account.findUniqueOrThrow({ where: { id: account.id }, include: { roles: true } });
    expect([back.personId, back.epoch, back.roles[0]?.ownerId]).toEqual([merged.id, 2, merged.id]);

    for (const [person, other, registrations] of [
      [merged, survivor, 1],
      [survivor, merged, 0],
    ] as const) {
      const holder = anOutsider('holder', { kind: 'person', id: person.id });
      const own = await lab.http.send(holder, ['get', `/api/v1/persons/${person.id}/own-view`]);
      expect(own.reply).toMatchObject({ person: { citizenId: person.citizenId }, mergedRecords: [] });
      expect(own.reply['registrations']).toHaveLength(registrations);
      const looks = own.reply['looks'] as readonly {
        readonly action: string;
        readonly reason?: string;
        readonly object?: string;
      }[];
      const undone = looks.filter(({ action, object }) => action === 'person.merge' && object === other.id);
      expect(undone.map(({ reason }) => reason)).toEqual(['undone', 'undo-requested', 'approved', 'requested']);
    }
    // Whether they are one is asked again: neither is accepted before somebody answers.
    const pair = await lab.stores.inTransaction(anOfficer(), (tx) => tx.duplicates.find(pairId));
    expect(pair?.decided).toBeUndefined();
    expect(await lab.approveUndo(survivor, merged)).toMatchObject({ status: 409, reply: { code: 'not-merged' } });
  });

  test('can be made again after its undo, and what each got on its own stays with it', async () => {
    const { survivor, merged } = await mergedPair((person) => aFirstDraft(person));
    const registrationId = await aDeclaredStay(survivor);
    expect(await undo(survivor, merged)).toMatchObject({ status: 200 });
    const { prisma } = lab.stores.database;
    const kept = await prisma.registration.findUniqueOrThrow({ where: { id: registrationId } });
    expect(kept.personId).toBe(survivor.id);
    expect(await prisma.application.count({ where: { personId: merged.id } })).toBe(1);
    await lab.callSame(survivor, merged);
    await lab.merge(survivor, merged);
    expect(await prisma.application.count({ where: { personId: survivor.id } })).toBe(1);
    expect(await undo(survivor, merged)).toMatchObject({ status: 200 });
  });

  test('takes along what had been closed into the second record, and comes after the merge that followed it', async () => {
    const [first, second, third] = [await lab.somebody(), await lab.somebody(), await lab.somebody()];
    await aFirstDraft(third);
    await lab.callSame(second, third);
    await lab.merge(second, third);
    await lab.callSame(first, second);
    await lab.merge(first, second);
    expect(await lab.askUndo(second, third)).toMatchObject({ status: 404, reply: { code: 'person-not-found' } });
    expect(await lab.askUndo(first, third)).toMatchObject({ status: 409, reply: { code: 'not-merged' } });
    expect(await undo(first, second)).toMatchObject({ status: 200 });
    expect((await lab.findByNumber(third))?.id).toBe(second.id);
    expect(await undo(second, third)).toMatchObject({ status: 200 });
    expect((await lab.findByNumber(third))?.id).toBe(third.id);
    const { prisma } = lab.stores.database;
    expect(await prisma.application.count({ where: { personId: third.id } })).toBe(1);
  });

  test('stays where a case that was moved has gone on, or got something new', async () => {
    let applicationId = '';
    const draft = async (person: Person) => {
      applicationId = await aFirstDraft(person);
      await completeDraft(lab.cases, lab.clerk, applicationId);
    };
    const gone = await mergedPair(draft);
    done(await lab.cases.submit(lab.clerk, { applicationId }));
    expect(await refusedFor(gone)).toEqual([409, 'moved-went-on']);
    const grown = await mergedPair(draft);
    done(await lab.cases.addFact(lab.clerk, { applicationId, name: 'job.employer', value: '样例公司' }));
    expect(await refusedFor(grown)).toEqual([409, 'new-on-moved']);
  });

  test('stays where a new case is about the permit that was moved, or its card was held', async () => {
    let permit: Awaited<ReturnType<typeof anIssuedPermit>> | undefined;
    const issue = async (person: Person) => {
      permit = await anIssuedPermit(lab, person, `undo ${person.id}`);
    };
    const cased = await mergedPair(issue);
    const about = { personId: cased.survivor.id, permitId: permit?.permitId ?? '' };
    await anApprovedFollowUp(lab.stores, { kind: 'EXCHANGE_DAMAGED', ...about });
    expect(await refusedFor(cased)).toEqual([409, 'new-on-moved']);
    const held = await mergedPair(issue);
    const hold = { cardNumber: permit?.cardNumber ?? '', channel: 'COUNTER' } as const;
    done(await lab.work.hold(aSignedIn(['clerk']), hold));
    expect(await refusedFor(held)).toEqual([409, 'moved-went-on']);
  });

  test('stays where a stay that was moved counted for a case of the other record, or somebody is to be forgotten', async () => {
    const counted = await mergedPair((person) => aStay(person));
    const applicationId = await aFirstDraft(counted.survivor);
    await completeDraft(lab.cases, lab.clerk, applicationId);
    done(await lab.cases.submit(lab.clerk, { applicationId }));
    const pairs = await lab.stores.inTransaction(anOfficer(), (tx) => tx.duplicates.ofPerson(counted.survivor.id));
    for (const { id: candidateId } of pairs.filter(({ decided }) => decided === undefined)) {
      const answer = { applicationId, candidateId, outcome: 'DIFFERENT', reason: 'two people' } as const;
      done(await lab.cases.decideDuplicate(lab.reviewer, answer));
    }
    done(await lab.cases.accept(lab.clerk, { applicationId }));
    expect(await refusedFor(counted)).toEqual([409, 'moved-stay-counted']);

    const forgotten = await mergedPair();
    const { prisma } = lab.stores.database;
    const request = { id: randomUUID(), personId: forgotten.survivor.id, ground: 'purpose-ended' };
    const asked = { requestedBy: randomUUID(), requestedAt: new Date() };
    await prisma.erasureRequest.create({ data: { ...request, ...asked } });
    expect(await refusedFor(forgotten)).toEqual([409, 'erasure-requested']);
  });

  test('is nobody’s to undo without the right, without presence, or about themselves', async () => {
    const { survivor, merged } = await mergedPair();
    expect(await lab.askUndo(survivor, merged, lab.clerk)).toMatchObject({ reply: { code: 'NOT_ALLOWED' } });
    const absent = { ...lab.reviewer, accountId: randomUUID(), subject: { ...lab.reviewer.subject, stepUps: [] } };
    expect(await lab.askUndo(survivor, merged, absent)).toMatchObject({ reply: { code: 'STEP_UP_NEEDED' } });
    const self = aSignedIn(['reviewer']);
    const mine = { ...self, subject: { ...self.subject, personId: merged.id } };
    expect(await lab.askUndo(survivor, merged, mine)).toMatchObject({ status: 403, reply: { code: 'own-case' } });
  });

  test('in the database opens no record and moves no row back but those listed, by two signatures', async () => {
    const { survivor, merged } = await mergedPair((person) => aFirstDraft(person));
    const other = await aFirstDraft(await lab.somebody());
    const { pool, prisma } = lab.stores.database;
    const { id: mergeId } = await prisma.personMerge.findFirstOrThrow({ where: { mergedId: merged.id } });
    const open = () => pool.query('UPDATE person SET merged_into = NULL WHERE id = $1', [merged.id]);
    await expect(open()).rejects.toMatchObject({ constraint: 'closed_by_merge' });
    const list = pool.query(`INSERT INTO merged_row VALUES ($1, 'application', $2, NULL)`, [mergeId, other]);
    await expect(list).rejects.toMatchObject({ constraint: 'listed_before_signature' });
    await expect(pool.query('UPDATE merged_row SET state = NULL')).rejects.toMatchObject({ code: '42501' });
    const mark = () => pool.query('UPDATE person_merge SET undone_at = now() WHERE id = $1', [mergeId]);
    await expect(mark()).rejects.toMatchObject({ constraint: 'undone_by_two' });
    const request = (merge: string, by: string) =>
      pool.query(
        `INSERT INTO merge_undo (id, merge_id, reason, requested_by, requested_at) VALUES (gen_random_uuid(), $1, 'x', $2, now())`,
        [merge, by],
      );
    await expect(request(randomUUID(), survivor.id)).rejects.toMatchObject({ constraint: 'undo_of_merge' });
    const by = randomUUID();
    await request(mergeId, by);
    const sign = (who: string) =>
      pool.query('UPDATE merge_undo SET approved_by = $2, approved_at = now() WHERE merge_id = $1', [mergeId, who]);
    await expect(sign(by)).rejects.toMatchObject({ constraint: 'undo_two_persons' });
    await expect(open()).rejects.toMatchObject({ constraint: 'closed_by_merge' });
    await sign(randomUUID());
    await expect(sign(randomUUID())).rejects.toMatchObject({ constraint: 'signed_once' });
    await open();
    const registrationId = await aDeclaredStay(survivor);
    const move = pool.query('UPDATE registration SET person_id = $2 WHERE id = $1', [registrationId, merged.id]);
    await expect(move).rejects.toMatchObject({ constraint: 'person_of_row' });
    await mark();
    await expect(mark()).rejects.toMatchObject({ constraint: 'undone_by_two' });
    const again = pool.query('UPDATE person SET merged_into = $2 WHERE id = $1', [merged.id, survivor.id]);
    await expect(again).rejects.toMatchObject({ constraint: 'closed_by_merge' });
  });
});
