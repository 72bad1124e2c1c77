import { type Outcome, ok } from '@residence-permit/shared/outcome';
import { dateAt, type PlainDate } from '@residence-permit/shared/plain-date';
import { remedyTerms } from '../../domain/deadline/index.ts';
import type { ClockPolicy } from '../../domain/policy/index.ts';
import type {
  Appeal,
  Application,
  Decision,
  EarlierCitizenId,
  EarlierName,
  Evidence,
  Fact,
  LookMade,
  Office,
  Person,
  Registration,
  SignedIn,
  ThirdPartyReport,
} from '../ports/index.ts';
import { lookEntry } from './audit-look.ts';
import { onPerson } from './on-person.ts';
import { findOwnPermit, type OwnPermit } from './own-permit.ts';
import type { PersonDeps, PersonRefusal } from './person-file.ts';

type ExtensionGround = ClockPolicy['extensionGrounds'][number];

/** One case of one's own: what was said in it and by whom, what was handed in, decided and contested. */
export type OwnCase = {
  readonly application: Application;
  /** The published ground on which its clock was extended. */
  readonly extension?: ExtensionGround;
  readonly facts: readonly Fact[];
  readonly evidence: readonly Evidence[];
  readonly decision?: Decision;
  /** Last day for an appeal against it. */
  readonly appealBy?: PlainDate;
  readonly appeals: readonly Appeal[];
};

/** Everything that the register holds of a person. PIPL arts. 44 to 50: access, copy, explanation. */
export type OwnView = OwnPermit & {
  readonly person: Person;
  /** Names that were corrected or changed: nobody else is shown them. */
  readonly earlierNames: readonly EarlierName[];
  /** The same of ID numbers, each with the birth date in it. */
  readonly earlierCitizenIds: readonly EarlierCitizenId[];
  /** Records of the same person that were closed into this one, as they were. */
  readonly mergedRecords: readonly Person[];
  readonly cases: readonly OwnCase[];
  readonly registrations: readonly Registration[];
  readonly reports: readonly ThirdPartyReport[];
  /** Every office of the city's register, so that each one that is named by its id has a name. */
  readonly offices: readonly Office[];
  /** Who looked or acted, when, why, and for which case; the newest first. */
  readonly looks: readonly LookMade[];
};

/** Looks of the own view: more than anybody reads, and an end. */
const LOOKS_LIMIT = 500;

/** What a person sees of themselves: everything, each fact with its source, and who looked. */
export function makeReadOwn(deps: PersonDeps) {
  return (by: SignedIn, { personId }: { readonly personId: string }): Promise<Outcome<OwnView, PersonRefusal>> => {
    const act = { personId, action: 'own.read', place: 'office of the record' } as const;
    return onPerson(deps, by, act, async (tx, { person, office, policy, granted }) => {
      const appealBy = ({ decidedAt }: Decision) =>
        remedyTerms(dateAt(decidedAt, office.utcOffsetMinutes), policy.terms).reconsiderationBy;
      const cases: OwnCase[] = [];
      for (const application of await tx.applications.ofPerson(personId)) {
        const decision = await tx.applications.findDecision(application.id);
        const extension = policy.clock.extensionGrounds.find(({ id }) => id === application.extendedFor);
        cases.push({
          application,
          facts: await tx.applications.facts(application),
          evidence: await tx.evidence.ofApplication(application.id),
          appeals: await tx.appeals.ofApplication(application.id),
          ...(extension === undefined ? {} : { extension }),
          ...(decision === undefined ? {} : { decision, appealBy: appealBy(decision) }),
        });
      }
      const ownPermit = await findOwnPermit(tx, { personId, policy });
      const offices = await tx.offices.list();
      const earlierNames = await tx.persons.earlierNames(personId);
      const earlierCitizenIds = await tx.persons.earlierCitizenIds(personId);
      const mergedRecords = await tx.persons.mergedInto(personId);
      const registrations = await tx.registrations.ofPerson(personId);
      const reports = await tx.reports.ofPerson(personId);
      const looks = await tx.history.looks(personId, LOOKS_LIMIT);
      await tx.audit(lookEntry(granted, personId));
      return ok({
        person,
        earlierNames,
        earlierCitizenIds,
        mergedRecords,
        cases,
        registrations,
        reports,
        looks,
        offices,
        ...ownPermit,
      });
    });
  };
}
