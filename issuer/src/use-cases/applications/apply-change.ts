import { isSex } from '@residence-permit/shared/records';
import type { Decision, Fact, OfficeTransaction, PersonDetails } from '../ports/index.ts';
import type { CaseFile } from './case-file.ts';

/** Kinds whose approval changes what the register says of the person. */
const CHANGING: readonly string[] = ['CHANGE_DATA', 'CORRECT_ERROR'];

/** What an approval changes: `name` is the one that was decided, absent where it stays. */
export type ApprovedChange = Pick<CaseFile, 'application' | 'person'> & {
  readonly name?: string;
  readonly decision: Pick<Decision, 'id' | 'decidedAt'>;
};

/**
 * Puts the name and the particulars of an approved change or correction into the register; the facts keep who said them, and
 * the person's own view keeps the earlier name.
 */
export async function applyChange(tx: OfficeTransaction, change: ApprovedChange): Promise<void> {
  const { application, person, name, decision } = change;
  if (name !== undefined) {
    await tx.persons.rename(person, { name, decisionId: decision.id, at: decision.decidedAt });
    const about = { personId: person.id, caseNumber: application.number, object: decision.id };
    await tx.audit({ action: 'person.correct', ...about, reason: 'name' });
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
