import { DEFAULT_POLICY } from '@residence-permit/issuer/domain/policy';
import { addDays, parsePlainDate, toEpochDays } from '@residence-permit/shared/plain-date';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aPerson } from '../builders/an-approved-case.ts';
import { accept, anOffice, DEMO_AT, type Office } from '../builders/an-office.ts';
import { anActiveCard, anApprovedFollowUp, anIssuedPermit, type CardWork, cardWork } from '../builders/card-work.ts';
import { caseWork } from '../builders/case-work.ts';
import { anIdNumber } from '../builders/invented-people.ts';
import { anOfficer, type OfficeStores, officeStores, OFFICE_ID, OTHER_OFFICE_ID } from '../builders/office-stores.ts';
import { aSignedIn } from '../builders/signed-in.ts';

const day = parsePlainDate;
/** Ten in the morning of a day in the office's calendar. */
const at = (text: string) => toEpochDays(day(text)) * 86_400 + 2 * 3600;

describe('the yearly endorsement', () => {
  let stores: OfficeStores;
  let office: Office;
  let work: CardWork;
  let people = 0;
  const clerk = aSignedIn(['clerk'], { ground: { purpose: 'endorsement' } });
  const issue = async () => {
    people += 1;
    const person = await aPerson(stores, anOfficer(), anIdNumber('1991-11-05', people));
    return { person, ...(await anIssuedPermit({ stores, work, office }, person, `endorse ${people}`)) };
  };
  type Issued = Awaited<ReturnType<typeof issue>>;
  const renew = (issued: Issued) =>
    anApprovedFollowUp(stores, { kind: 'ENDORSE', personId: issued.person.id, permitId: issued.permitId });
  const endorse = async (applicationId: string, { placeCard }: Pick<Issued, 'placeCard'>, by = clerk) =>
    work.endorse(by, { applicationId, openWriteSession: await work.openWriteSession(placeCard) });
  const permitOf = async ({ permitId }: Issued) =>
    stores.inTransaction(anOfficer(), async (tx) => {
      const permit = await tx.permits.find(permitId);
      if (permit === undefined) throw new Error('no permit');
      return { permit, made: await tx.permits.endorsements(permitId), cards: await tx.cards.ofPermit(permitId) };
    });

  beforeAll(async () => {
    office = await anOffice();
    office.setClock(DEMO_AT);
    stores = await officeStores({ clock: office.clock });
    work = await cardWork(stores, office);
  });
  afterAll(() => stores.close());
  beforeEach(() => office.setClock(DEMO_AT));

  // The first, since terminals of later days cannot go back to these.
  test('is not got by asking for another card: a replacement takes over the days that ran out', async () => {
    office.setClock(at('2025-03-03'));
    const issued = await issue();
    office.setClock(at('2026-04-01'));
    accept(await work.hold(clerk, { cardNumber: issued.cardNumber, channel: 'COUNTER' }));
    const about = { kind: 'REISSUE_LOST', personId: issued.person.id, permitId: issued.permitId } as const;
    const application = await anApprovedFollowUp(stores, about);
    const next = await anActiveCard({ work, office }, application, { seed: 'lapsed next' });
    expect((await permitOf(issued)).permit.endorsedThrough).toBe('2026-03-02');
    expect(accept(await work.previewEndorsement(clerk, issued))).toMatchObject({ timing: 'LATE', state: 'SUSPENDED' });
    accept(await endorse((await renew(issued)).id, next));
    const { permit, made } = await permitOf(issued);
    expect(permit.endorsedThrough).toBe('2027-03-31');
    expect(made.at(-1)).toMatchObject({ isLate: true, lapse: { from: '2026-03-03', through: '2026-04-01' } });
  });

  test('is told before it is given: the window, and that it is too early', async () => {
    const issued = await issue();
    const told = accept(await work.previewEndorsement(clerk, issued));
    expect(told).toMatchObject({
      timing: 'EARLY',
      anchorOn: '2026-06-15',
      opensOn: '2027-05-14',
      endorsedThrough: '2027-06-14',
      state: 'IN_FORCE',
    });
    expect(told.next).toBeUndefined();
    const application = await renew(issued);
    expect(await endorse(application.id, issued)).toEqual({ ok: false, refusal: 'too-early' });
    const stranger = aSignedIn(['clerk'], { officeId: OTHER_OFFICE_ID });
    expect(await work.previewEndorsement(stranger, issued)).toEqual({ ok: false, refusal: 'other-office' });
    const nobody = await work.previewEndorsement(clerk, { permitId: application.id });
    expect(nobody).toEqual({ ok: false, refusal: 'permit-not-found' });
  });

  test('in time runs on from its anchor; card, permit, endorsement and case agree', async () => {
    const issued = await issue();
    const application = await renew(issued);
    office.setClock(at('2027-06-14'));
    const told = accept(await work.previewEndorsement(clerk, issued));
    expect(told).toMatchObject({
      timing: 'IN_TIME',
      next: { windowFrom: '2027-06-14', endorsedThrough: '2028-06-14' },
    });
    expect(told.effect.lapse).toBeUndefined();
    const entry = accept(await endorse(application.id, issued));
    expect(entry).toMatchObject({ version: 2, endorsedThrough: '2028-06-14' });
    const { permit, made, cards } = await permitOf(issued);
    expect(permit.endorsedThrough).toBe('2028-06-14');
    expect(cards[0]?.endorsement).toEqual(entry);
    expect(made.at(-1)).toMatchObject({ applicationId: application.id, isLate: false, version: 2 });
    const row = await stores.database.prisma.application.findUniqueOrThrow({ where: { id: application.id } });
    expect(row.state).toBe('CLOSED');
    expect(await endorse(application.id, issued)).toEqual({ ok: false, refusal: 'case-not-approved' });
  });

  test('that broke off after it stood on the chip is made good by the same call, with the next version', async () => {
    const issued = await issue();
    const { id: applicationId } = await renew(issued);
    office.setClock(at('2027-06-01'));
    const open = await work.openWriteSession(issued.placeCard);
    const openWriteSession: typeof open = async (card) => {
      const session = await open(card);
      const readFile = () => Promise.reject(new Error('the line is gone'));
      return {
        announce: () => undefined,
        readFile,
        writeRecord: (data) => session.writeRecord(data),
        setPin: (pin) => session.setPin(pin),
        close: () => session.close(),
      };
    };
    await expect(work.endorse(clerk, { applicationId, openWriteSession })).rejects.toThrow('the line is gone');
    expect((await permitOf(issued)).permit.endorsedThrough).toBe('2027-06-14');
    expect(accept(await endorse(applicationId, issued))).toMatchObject({ version: 3, endorsedThrough: '2028-06-14' });
    expect((await permitOf(issued)).made.map(({ version }) => version)).toEqual([1, 3]);
  });

  test('late restores the permit from today and keeps the lapse as it was, whatever the rule does with it', async () => {
    const issued = await issue();
    office.setClock(at('2027-07-15'));
    const told = accept(await work.previewEndorsement(clerk, issued));
    expect(told).toMatchObject({ timing: 'LATE', state: 'SUSPENDED', onRefusal: 'TERMINATE' });
    expect(told.effect).toMatchObject({
      rule: 'PAUSE',
      lapse: { from: '2027-06-15', through: '2027-07-15' },
      count: { daysNotCounted: 31 },
    });
    expect(told.effect.count.months).toBeLessThan(told.effect.inTime.months);
    accept(await endorse((await renew(issued)).id, issued));
    const { permit, made } = await permitOf(issued);
    expect(permit.endorsedThrough).toBe('2028-07-14');
    const lapse = { from: '2027-06-15', through: '2027-07-15', rule: 'PAUSE' };
    expect(made.at(-1)).toMatchObject({ isLate: true, lapse });
    office.setClock(at('2028-07-14'));
    const next = accept(await work.previewEndorsement(clerk, issued));
    const inTime = { timing: 'IN_TIME', anchorOn: '2027-07-15', next: { endorsedThrough: '2029-07-14' } };
    expect(next).toMatchObject(inTime);
    expect(next.effect.count.daysNotCounted).toBe(31);
  });

  test('is not written without the right, for another kind of case, or to a card on hold', async () => {
    const issued = await issue();
    const application = await renew(issued);
    office.setClock(at('2027-06-01'));
    const refusals = [
      await endorse(application.id, issued, aSignedIn(['reviewer'])),
      await endorse(application.id, issued, aSignedIn(['clerk'], { officeId: OTHER_OFFICE_ID })),
      await endorse(issued.application.id, issued),
      await endorse(issued.permitId, issued),
    ].map((outcome) => (outcome.ok ? 'ok' : outcome.refusal));
    expect(refusals).toEqual(['no-role', 'other-office', 'not-an-endorsement', 'case-not-found']);
    accept(await work.hold(clerk, { cardNumber: issued.cardNumber, channel: 'COUNTER' }));
    expect(await endorse(application.id, issued)).toEqual({ ok: false, refusal: 'card-on-hold' });
    accept(await work.revoke(aSignedIn(['supervisor']), { cardNumber: issued.cardNumber, reason: 'chip fault' }));
    expect(await endorse(application.id, issued)).toEqual({ ok: false, refusal: 'no-live-card' });
  });

  test('that is refused ends the permit with its cards where the rules of the place say so', async () => {
    const issued = await issue();
    const cases = caseWork(stores);
    const { person, permitId, cardNumber } = issued;
    const application = await stores.inTransaction(anOfficer(), async (tx) => {
      const draft = {
        id: stores.newId(),
        number: await tx.applications.nextNumber(OFFICE_ID, 2026),
        officeId: OFFICE_ID,
        kind: 'ENDORSE',
        state: 'DRAFT',
        personId: person.id,
        keyId: person.id,
        permitId,
        door: 'COUNTER',
        enteredBy: clerk.accountId,
        createdAt: office.clock(),
        policyVersion: DEFAULT_POLICY.version,
        isOwnError: false,
        version: 0,
      } as const;
      await tx.applications.insert(draft);
      let moved: Parameters<typeof tx.applications.save>[0] = draft;
      for (const state of ['SUBMITTED', 'ACCEPTED', 'IN_REVIEW'] as const) {
        moved = await tx.applications.save(moved, { state });
      }
      return draft;
    });
    const reviewer = aSignedIn(['reviewer']);
    const decision = { applicationId: application.id, outcome: 'REFUSED' } as const;
    const reasons = [{ code: 'residence', clause: 'Decree 663 art. 10', words: 'does not live here any more' }];
    expect(await cases.decide(reviewer, { ...decision, reasons: [] })).toEqual({
      ok: false,
      refusal: 'reasons-missing',
    });
    stores.jobs.length = 0;
    accept(await cases.decide(reviewer, { ...decision, reasons }));
    const { permit, cards } = await permitOf(issued);
    expect([permit.state, permit.terminatedFor]).toEqual(['TERMINATED', 'ENDORSEMENT_REFUSED']);
    expect(cards.map(({ cardNumber: number, state }) => [number, state])).toEqual([[cardNumber, 'REVOKED']]);
    expect(stores.jobs.map(({ name }) => name)).toContain('publish-trust');
    const after = await work.previewEndorsement(clerk, issued);
    expect(after).toEqual({ ok: false, refusal: 'permit-terminated' });
  });

  test('is reminded of on the days of the rules, and of its lapse, once each', async () => {
    const issued = await issue();
    const mine = () =>
      stores.messages
        .filter(({ personId, template }) => personId === issued.person.id && template.startsWith('endorsement'))
        .map(({ template }) => template);
    const [soon, later] = [addDays(day('2027-06-14'), -30), addDays(day('2027-06-14'), -7)];
    for (const [today, count] of [
      [addDays(soon, -1), 0],
      [soon, 1],
      [addDays(later, -1), 1],
      [later, 2],
      [day('2027-06-14'), 2],
      [day('2027-06-15'), 3],
      [day('2027-06-16'), 3],
    ] as const) {
      office.setClock(at(today));
      await Promise.all([work.remindEndorsements(), work.remindEndorsements()]);
      expect([today, mine().length]).toEqual([today, count]);
    }
    expect(mine()).toEqual(['endorsement-due', 'endorsement-due', 'endorsement-lapsed']);
    const due = stores.messages.find(
      ({ personId, template }) => personId === issued.person.id && template === 'endorsement-due',
    );
    expect(due?.details).toEqual({ dueOn: '2027-06-14' });
  });
});
