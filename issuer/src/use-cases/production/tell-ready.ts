import { addDays, dateAt } from '@residence-permit/shared/plain-date';
import type { Application, OfficeTransaction } from '../ports/index.ts';

/** Tells the holder that the card lies ready, and until when. @param at when it was put into its drawer */
export async function tellReady(tx: OfficeTransaction, application: Application, at: number): Promise<void> {
  const { number: caseNumber, personId, officeId, policyVersion } = application;
  const { jurisdiction, utcOffsetMinutes } = await tx.offices.get(officeId);
  const { terms } = await tx.policies.get(jurisdiction, policyVersion);
  const collectBy = addDays(dateAt(at, utcOffsetMinutes), terms.uncollectedDays);
  await tx.tell({ template: 'card-ready', personId, caseNumber, details: { collectBy } });
}
