import { type PlainDate, dateAt } from '@residence-permit/shared/plain-date';
import type { Ground } from '@residence-permit/shared/records';
import {
  decideEligibility,
  type Eligibility,
  proposeServiceClass,
  type ServiceClassProposal,
} from '../../domain/eligibility/index.ts';
import { continuousResidence, isVerified, type ResidenceInterval } from '../../domain/registration/index.ts';
import type { Application, Office, OfficeTransaction, Registration } from '../ports/index.ts';
import type { CaseFile } from './case-file.ts';
import { toEligibilityFacts } from './eligibility-facts.ts';

/** What the rules found at acceptance: clauses, dates and references of papers, nothing that tells who it is. */
export type CaseFindings = {
  readonly eligibility: Eligibility;
  readonly serviceClass: ServiceClassProposal;
  readonly residence: {
    /** First day of the unbroken residence; absent when nobody lives here today. */
    readonly since?: PlainDate;
    readonly months: number;
    readonly grounds: readonly Ground[];
  };
};

/** What the rules come to today for the facts and stays of a case. */
export async function findFindings(tx: OfficeTransaction, file: CaseFile): Promise<CaseFindings> {
  const { application, office, policy, today } = file;
  const stays = (await tx.registrations.ofPerson(application.personId)).map((stay) => toInterval(stay, office));
  const facts = toEligibilityFacts(await tx.applications.facts(application), stays);
  const eligibility = decideEligibility(facts, { policy, today });
  const serviceClass = proposeServiceClass(facts, { policy, today });
  const { since, months } = continuousResidence(stays.filter(isVerified), { today, rules: policy.eligibility });
  const grounds = eligibility.grounds.flatMap(({ ground, outcome }) => (outcome === 'met' ? [ground] : []));
  return {
    eligibility,
    serviceClass,
    residence: { months, grounds, ...(since === undefined ? {} : { since }) },
  };
}

/** The findings that are kept with a case; absent before acceptance, and for kinds that no rule of residence decides. */
export function findingsOf({ eligibility }: Pick<Application, 'eligibility'>): CaseFindings | undefined {
  return eligibility === undefined ? undefined : (eligibility as CaseFindings);
}

/** A registration as the rules of residence read it, by the calendar of its office. */
export function toInterval(stay: Registration, { utcOffsetMinutes }: Office): ResidenceInterval {
  const { id, state, from, through, evidenceId, createdAt } = stay;
  return {
    id,
    state,
    from,
    registeredOn: dateAt(createdAt, utcOffsetMinutes),
    ...(through === undefined ? {} : { through }),
    ...(evidenceId === undefined ? {} : { evidenceId }),
  };
}
