import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { DecisionReason, SignedIn } from '@residence-permit/issuer/use-cases/ports';
import { done } from '../builders/case-work.ts';
import { aDrawnFace } from '../builders/invented-people.ts';
import { on } from '../builders/signed-in.ts';
import { OFFICE_ID } from '../builders/sample-offices.ts';
import { DEMO_PEOPLE, type DemoPerson, type Story } from './demo-people.ts';
import type { CaseRef } from './demo-record.ts';
import { aDrawnPaper } from './drawn-paper.ts';
import type { OfficeDesk } from './office-desk.ts';

/** What the clerk enters at the counter: a first application as a draft, with the person's own words. */
export async function enterCase(desk: OfficeDesk, story: Story): Promise<CaseRef> {
  const { citizenId, name, details, language }: DemoPerson = DEMO_PEOPLE[story];
  const input = { officeId: OFFICE_ID, door: 'COUNTER', kind: 'FIRST', facts: [], isOwnError: false } as const;
  return done(await desk.cases.enter(desk.as('clerk'), { ...input, language, person: { citizenId, name, details } }));
}

/** Every paper that the rules ask of that person, and what the office itself has seen in them. */
export async function addPapers(desk: OfficeDesk, ref: CaseRef, story: Story): Promise<void> {
  const { grounds, look }: DemoPerson = DEMO_PEOPLE[story];
  const clerk = desk.as('clerk', ref);
  const { applicationId } = ref;
  const order = Object.keys(DEMO_PEOPLE).indexOf(story) * 4;
  const add = async (type: 'ID_CARD' | 'LEASE' | 'TALENT_CERTIFICATE' | 'PORTRAIT', content: Uint8Array) =>
    done(await desk.cases.addEvidence(clerk, { applicationId, type, content })).evidenceId;
  await add('ID_CARD', await aDrawnPaper(order));
  const lease = await add('LEASE', await aDrawnPaper(order + 1));
  await add('PORTRAIT', await aDrawnFace(look));
  const seen = { applicationId, saidBy: 'OFFICE' } as const;
  done(await desk.cases.addFact(clerk, { ...seen, name: 'hukou.place', value: 'ELSEWHERE' }));
  done(await desk.cases.addFact(clerk, { ...seen, name: 'ground.dwelling', value: 'yes', evidenceId: lease }));
  if (grounds !== 'exempt') return;
  const talent = await add('TALENT_CERTIFICATE', await aDrawnPaper(order + 2));
  done(await desk.cases.addFact(clerk, { ...seen, name: 'exemption.kind', value: 'TALENT', evidenceId: talent }));
}

/** Somebody registers a stay from that day on, and takes a first application back that came before half a year was over. */
export async function registerStay(desk: OfficeDesk, story: Story, from: PlainDate): Promise<void> {
  const ref = await enterCase(desk, story);
  const { personId, applicationId } = ref;
  const clerk = on(desk.as('clerk'), { purpose: 'registration-upkeep' });
  const content = await aDrawnPaper(200 + Object.keys(DEMO_PEOPLE).indexOf(story));
  const { evidenceId } = done(await desk.cases.addStayPaper(clerk, { personId, type: 'LEASE', content }));
  const { residenceAddress: address } = DEMO_PEOPLE[story].details;
  const stay = { personId, address, from, source: 'APPLICANT', evidenceId } as const;
  const { registrationId } = done(await desk.cases.declare(clerk, stay));
  done(await desk.cases.verify(desk.as('second.clerk'), { registrationId }));
  done(await desk.cases.withdraw(desk.as('clerk', ref), { applicationId }));
}

/** A complete case, handed in. */
export async function submitCase(desk: OfficeDesk, story: Story): Promise<CaseRef> {
  const ref = await enterCase(desk, story);
  await addPapers(desk, ref, story);
  done(await desk.cases.submit(desk.as('clerk', ref), ref));
  return ref;
}

/** A complete case, accepted: the clock runs. */
export async function acceptCase(desk: OfficeDesk, story: Story): Promise<CaseRef> {
  const ref = await submitCase(desk, story);
  done(await desk.cases.accept(desk.as('clerk', ref), ref));
  return ref;
}

/** The reviewer begins the review, and puts the case back from the desk. */
export async function beginReview(desk: OfficeDesk, ref: CaseRef): Promise<void> {
  const reviewer = desk.as('reviewer', ref);
  done(await desk.cases.take(reviewer, ref));
  done(await desk.cases.release(reviewer, ref));
}

/** The reviewer approves a case whose applicant is exempt from the half-year. */
export async function approveCase(desk: OfficeDesk, ref: CaseRef): Promise<void> {
  const reviewer = await takenBy(desk, ref);
  done(await desk.cases.decide(reviewer, { ...ref, outcome: 'APPROVED', reasons: [], serviceClass: 1 }));
}

/** The reviewer refuses it. */
export async function refuseCase(desk: OfficeDesk, ref: CaseRef, reasons: readonly DecisionReason[]): Promise<void> {
  const reviewer = await takenBy(desk, ref);
  done(await desk.cases.decide(reviewer, { ...ref, outcome: 'REFUSED', reasons }));
}

async function takenBy(desk: OfficeDesk, ref: CaseRef): Promise<SignedIn> {
  const reviewer = desk.as('reviewer', ref);
  done(await desk.cases.take(reviewer, ref));
  return reviewer;
}
