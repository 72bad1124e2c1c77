import { citizenIdBirthDate } from '@residence-permit/shared/identifiers';
import { isSex } from '@residence-permit/shared/records';
import type { Decision, Fact, OfficeTransaction, PersonDetails } from '../ports/index.ts';
import type { CaseFile } from './case-file.ts';
import type { ApprovedIdentity } from './decide-identity.ts';

/** Kinds whose approval changes what the register says of the person. */
const CHANGING: readonly string[] = ['CHANGE_DATA', 'CORRECT_ERROR'];

/** What an approval changes: name and ID number are those that were decided, absent where they stay. */
export type ApprovedChange = Pick<CaseFile, 'application' | 'person'> &
  ApprovedIdentity & { readonly decision: Pick<Decision, 'id' | 'decidedAt'> };

/**
 * Puts the name, the ID number with its birth date, and the particulars of an approved change or correction into the register;
 * the facts keep who said them, and the person's own view keeps what was there before.
 */
export async function applyChange(tx: OfficeTransaction, change: ApprovedChange): Promise<void> {
  const { application, person, name, citizenId, decision } = change;
  const by = { decisionId: decision.id, at: decision.decidedAt };
  const audited = {
    action: 'person.correct',
    personId: person.id,
    caseNumber: application.number,
    object: decision.id,
  };
  if (name !== undefined) {
    await tx.persons.rename(person, { ...by, name });
    await tx.audit({ ...audited, reason: 'name' });
  }
  if (citizenId !== undefined) {
    await tx.persons.renumber(person, { ...by, citizenId, birthDate: citizenIdBirthDate(citizenId) });
    await tx.audit({ ...audited, reason: 'citizen-id' });
  }
  if (!CHANGING.includes(application.kind)) return;
  const details = changedDetails(person.details, await tx.applications.facts(application));
  if (details !== person.details) await tx.persons.saveDetails(person.id, details);
}

/** The particulars after what was said last of each; the same object when nothing was said. */
export function changedDetails(before: PersonDetails, facts: readonly Fact[]): PersonDetails {
  return facts.reduce((details, { name, value }) => withFact(details, name, value), before);
}

function withFact(details: PersonDetails, name: string, value: string): PersonDetails {
  switch (name) {
    case 'person.hukouAddress':
      return { ...details, hukouAddress: value };
    case 'person.residenceAddress':
      return { ...details, residenceAddress: value };
    case 'person.contact':
      return { ...details, contact: value };
    case 'person.ethnicGroup':
      return { ...details, ethnicGroup: value };
    case 'person.sex': {
      const sex = Number(value);
      return isSex(sex) ? { ...details, sex } : details;
    }
    default:
      return details;
  }
}
