import type { EvidenceType } from '@residence-permit/issuer/domain/policy';
import type { SignedIn } from '@residence-permit/issuer/use-cases/ports';
import type { CitizenId } from '@residence-permit/shared/identifiers';
import { parsePlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aPerson } from '../builders/an-approved-case.ts';
import { accept, anOffice, type Office } from '../builders/an-office.ts';
import { anActiveCard, anIssuedPermit, type CardWork, cardWork } from '../builders/card-work.ts';
import { caseRoutesOf } from '../builders/case-routes-of.ts';
import { aVerifiedStay, type CaseWork, caseWork, done } from '../builders/case-work.ts';
import { aDrawnFace, anIdNumber, aScan, PARTICULARS } from '../builders/invented-people.ts';
import { anOfficer, OFFICE_ID, type OfficeStores, officeStores } from '../builders/office-stores.ts';
import { aRouteServer } from '../builders/route-server.ts';
import { anOutsider, aSignedIn } from '../builders/signed-in.ts';

/** Ten in the morning of a day in the office's calendar. */
const at = (day: string) => toEpochDays(parsePlainDate(day)) * 86_400 + 2 * 3600;
const REASONS = [{ code: 'NO_DWELLING', clause: 'Decree 663 art. 2', words: '住所未核实' }];
const UPHELD = [{ code: 'LEASE_SEEN', clause: 'Decree 663 art. 10', words: '租约有效' }];

describe('an endorsement that was refused', () => {
  let stores: OfficeStores;
  let office: Office;
  let work: CardWork;
  let cases: CaseWork;
  let http: Awaited<ReturnType<typeof aRouteServer>>;
  let people = 40;
  const [clerk, other, reviewer] = [aSignedIn(['clerk']), aSignedIn(['clerk']), aSignedIn(['reviewer'])];
  const supervisor = aSignedIn(['supervisor']);

  beforeAll(async () => {
    office = await anOffice();
    office.setClock(at('2026-06-15'));
    stores = await officeStores({ clock: office.clock });
    work = await cardWork(stores, office);
    cases = caseWork(stores);
    http = await aRouteServer(stores, caseRoutesOf(stores));
  });
  afterAll(async () => {
    await http.close();
    await stores.close();
  });

  async function bring(kind: 'ENDORSE' | 'CORRECT_ERROR', papers: readonly EvidenceType[], by: Issued) {
    const { citizenId, name } = by.person;
    const person = { citizenId: citizenId as CitizenId, name };
    const input = { officeId: OFFICE_ID, door: 'COUNTER', kind, person, facts: [], isOwnError: false } as const;
    const entered = accept(await cases.enter(clerk, input));
    const { applicationId } = entered;
    for (const [index, type] of papers.entries()) {
      const content = type === 'PORTRAIT' ? await aDrawnFace() : await aScan(people * 10 + index);
      const { evidenceId } = accept(await cases.addEvidence(clerk, { applicationId, type, content }));
      if (type !== 'LEASE') continue;
      const seen = { applicationId, saidBy: 'OFFICE' } as const;
      accept(await cases.addFact(clerk, { ...seen, name: 'hukou.place', value: 'ELSEWHERE' }));
      accept(await cases.addFact(clerk, { ...seen, name: 'ground.dwelling', value: 'yes', evidenceId }));
    }
    accept(await cases.submit(clerk, { applicationId }));
    for (const { id: candidateId, decided } of accept(await cases.listDuplicates(reviewer, { applicationId }))) {
      const different = { applicationId, candidateId, outcome: 'DIFFERENT', reason: 'two people' } as const;
      if (decided === undefined) accept(await cases.decideDuplicate(reviewer, different));
    }
    accept(await cases.accept(clerk, { applicationId }));
    accept(await cases.take(reviewer, { applicationId }));
    return entered;
  }
  const issue = async () => {
    people += 1;
    const person = await aPerson(stores, anOfficer(), anIdNumber('1991-11-05', people));
    return { person, ...(await anIssuedPermit({ stores, work, office }, person, `upheld ${people}`)) };
  };
  type Issued = Awaited<ReturnType<typeof issue>>;
  async function appeal(issued: Issued, applicationId: string): Promise<string> {
    const holder = anOutsider('holder', { kind: 'person', id: issued.person.id });
    const { appealId } = done(await cases.fileAppeal(holder, { applicationId, grounds: '租约有效' }));
    done(await cases.admitAppeal(supervisor, { appealId, verdict: 'ADMITTED', reason: '' }));
    return appealId;
  }
  const uphold = (by: SignedIn, appealId: string) =>
    http.send(by, ['post', `/api/v1/appeals/${appealId}/decision`], { body: { outcome: 'UPHELD', reasons: UPHELD } });
  const permitOf = ({ permitId }: Issued) =>
    stores.database.prisma.permit.findUniqueOrThrow({ where: { id: permitId } });

  test('and was upheld against: the permit comes back, the card does not, and another one carries the year', async () => {
    office.setClock(at('2026-06-15'));
    const issued = await issue();
    await aVerifiedStay(cases, { clerk, other }, { personId: issued.person.id, from: '2025-01-01' });
    office.setClock(at('2027-06-01'));
    const { applicationId } = await bring('ENDORSE', ['ID_CARD', 'LEASE'], issued);
    accept(await cases.decide(reviewer, { applicationId, outcome: 'REFUSED', reasons: REASONS }));
    expect(await permitOf(issued)).toMatchObject({ state: 'TERMINATED', terminatedFor: 'ENDORSEMENT_REFUSED' });
    const appealId = await appeal(issued, applicationId);
    office.setClock(at('2027-07-10'));
    expect(await uphold(aSignedIn(['clerk']), appealId)).toMatchObject({ status: 403 });
    expect((await uphold(supervisor, appealId)).status).toBe(200);
    const restored = await permitOf(issued);
    expect(restored).toMatchObject({ state: 'IN_FORCE', terminatedFor: null, terminatedAt: null });
    const card = await stores.database.prisma.card.findUniqueOrThrow({ where: { cardNumber: issued.cardNumber } });
    expect(card.state).toBe('REVOKED');
    const moves = await stores.database.prisma.lifecycleMove.findMany({
      where: { machine: 'PERMIT', subjectId: issued.permitId },
      orderBy: { id: 'asc' },
    });
    expect(moves.map(({ toState }) => toState)).toEqual(['IN_FORCE', 'TERMINATED', 'IN_FORCE']);

    const approval = { applicationId, outcome: 'APPROVED', reasons: [] } as const;
    expect(await cases.decide(reviewer, approval)).toMatchObject({ refusal: 'decided-before' });
    accept(await cases.decide(aSignedIn(['reviewer']), approval));
    const early = await work.endorse(clerk, {
      applicationId,
      openWriteSession: await work.openWriteSession(issued.placeCard),
    });
    expect(early).toEqual({ ok: false, refusal: 'no-live-card' });
    const error = await bring('CORRECT_ERROR', ['ID_CARD', 'PORTRAIT'], issued);
    accept(await cases.decide(reviewer, { ...error, outcome: 'APPROVED', reasons: [] }));
    const [fee] = accept(await cases.listFees(clerk, error));
    expect(fee?.amountFen).toBe(0);
    const next = await anActiveCard({ work, office }, { id: error.applicationId }, { seed: 'upheld next' });
    const openWriteSession = await work.openWriteSession(next.placeCard);
    const entry = accept(await work.endorse(clerk, { applicationId, openWriteSession }));
    // Asked for in time: what the office got wrong for five weeks is no lapse of the holder's.
    expect(entry.endorsedThrough).toBe('2028-06-14');
    const made = await stores.database.prisma.endorsement.findFirstOrThrow({ where: { applicationId } });
    expect([made.isLate, made.lapsedFrom, made.cardNumber]).toEqual([false, null, next.cardNumber]);
    const row = await stores.database.prisma.application.findUniqueOrThrow({ where: { id: applicationId } });
    expect(row.state).toBe('CLOSED');
  });

  test('stays ended when the person has begun anew meanwhile', async () => {
    office.setClock(at('2027-07-10'));
    const issued = await issue();
    await aVerifiedStay(cases, { clerk, other }, { personId: issued.person.id, from: '2026-01-01' });
    office.setClock(at('2028-07-01'));
    const { applicationId } = await bring('ENDORSE', ['ID_CARD', 'LEASE'], issued);
    accept(await cases.decide(reviewer, { applicationId, outcome: 'REFUSED', reasons: REASONS }));
    const appealId = await appeal(issued, applicationId);
    const { citizenId, name } = issued.person;
    const person = { citizenId: citizenId as CitizenId, name, details: PARTICULARS };
    const input = {
      officeId: OFFICE_ID,
      door: 'COUNTER',
      kind: 'FIRST',
      person,
      facts: [],
      isOwnError: false,
    } as const;
    const first = accept(await cases.enter(clerk, input));
    expect(await uphold(supervisor, appealId)).toMatchObject({ status: 409, reply: { code: 'open-case-exists' } });
    expect(await permitOf(issued)).toMatchObject({ state: 'TERMINATED' });
    accept(await cases.withdraw(clerk, first));
    const restore = (permitId: string) =>
      stores.database.pool.query(
        `UPDATE permit SET state = 'IN_FORCE', terminated_for = NULL, terminated_at = NULL WHERE id = $1`,
        [permitId],
      );
    await expect(restore(issued.permitId)).rejects.toMatchObject({ constraint: 'permit_comes_back' });
    expect((await uphold(supervisor, appealId)).status).toBe(200);
    expect(await permitOf(issued)).toMatchObject({ state: 'IN_FORCE' });
    // Ended once more, for another reason: the appeal that was upheld does not bring it back a second time.
    done(
      await work.endPermit(aSignedIn(['supervisor']), { permitId: issued.permitId, ground: 'FRAUD', reason: 'notice' }),
    );
    await expect(restore(issued.permitId)).rejects.toMatchObject({ constraint: 'permit_comes_back' });
  });
});
