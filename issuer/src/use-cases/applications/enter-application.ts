import { PermitError } from '@residence-permit/shared/errors';
import { type CitizenId, citizenIdBirthDate } from '@residence-permit/shared/identifiers';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { dateAt } from '@residence-permit/shared/plain-date';
import type { ProxyRefusal } from '../../domain/papers/index.ts';
import { type ApplicationKind, ruleVersionOf } from '../../domain/policy/index.ts';
import { decideRight, type Granted, type RightRefusal } from '../../domain/rights/index.ts';
import type {
  Application,
  Door,
  Office,
  OfficeTransaction,
  Person,
  PersonDetails,
  PersonLanguage,
  SignedIn,
} from '../ports/index.ts';
import type { CaseDeps } from './case-file.ts';
import { decideDoor, type DoorRefusal, speakerAt } from './decide-door.ts';
import { decideEntry, type EntryRefusal } from './decide-entry.ts';
import { discreetly } from './discreet.ts';
import { toActor } from './on-case.ts';
import { decideFiling, type NamedProxy } from './papers-of.ts';
import { type SaidFact, toFacts } from './said-facts.ts';

export type EnterApplication = {
  /** The office that is to decide it. */
  readonly officeId: string;
  readonly door: Door;
  readonly kind: ApplicationKind;
  readonly person: {
    readonly citizenId: CitizenId;
    readonly name: string;
    /** Needed for somebody whom the register does not know; of others they are recorded as facts only. */
    readonly details?: PersonDetails;
  };
  readonly proxy?: NamedProxy;
  readonly facts: readonly SaidFact[];
  /** In which the person wants to be written to; as before, or in the first one, where it is absent. */
  readonly language?: PersonLanguage;
  /** True: the authority erred, so that the holder pays nothing. Said at the counter only. */
  readonly isOwnError: boolean;
};

export type EnterRefusal =
  | RightRefusal
  | DoorRefusal
  | EntryRefusal
  | ProxyRefusal
  | 'details-missing'
  | 'own-error-not-yours'
  /** Said to an employer or landlord instead of anything that would tell whether the register knows somebody. */
  | 'apply-at-office';

export type ApplicationEntered = { readonly applicationId: string; readonly number: string; readonly personId: string };

/** Makes and destroys the keys of persons, in a store apart from the register. */
export type PersonKeyring = {
  create(personId: string): Promise<void>;
  destroy(personId: string): Promise<boolean>;
};

type Deps = CaseDeps & { readonly keys: PersonKeyring };
type Entering = { readonly by: SignedIn; readonly input: EnterApplication; readonly newPersonId: string | undefined };

/** Two counters may make the same person at once: the one who comes second finds the person on the second try. */
const TRIES = 2;

/**
 * Opens a case as a draft. The person is found by ID number or made: its key comes first, in its own store, then person and
 * case in one transaction. A key that nobody came to use is destroyed again.
 * @throws PermitError STORE_CONFLICT when others are as quick twice running; STORE_FAILED
 */
export function makeEnterApplication(deps: Deps) {
  const { inTransaction, keys, newId } = deps;
  return async (by: SignedIn, input: EnterApplication): Promise<Outcome<ApplicationEntered, EnterRefusal>> => {
    const isThirdParty = input.door === 'EMPLOYER' || input.door === 'LANDLORD';
    if (isThirdParty && input.person.details === undefined) return refused('details-missing');
    for (let attempt = 1; ; attempt += 1) {
      try {
        return discreetly(input.door, await enterOnce(by, input));
      } catch (cause) {
        if (attempt === TRIES || !isConflict(cause)) throw cause;
      }
    }
  };

  async function enterOnce(by: SignedIn, input: EnterApplication): Promise<Outcome<ApplicationEntered, EnterRefusal>> {
    const actor = toActor(by, input.officeId);
    const known = await inTransaction(actor, (tx) => tx.persons.findByCitizenId(input.person.citizenId));
    if (known !== undefined) return inTransaction(actor, (tx) => enter(tx, { by, input, newPersonId: undefined }));
    const newPersonId = newId();
    await keys.create(newPersonId);
    let isUsed = false;
    try {
      const entered = await inTransaction(actor, (tx) => enter(tx, { by, input, newPersonId }));
      isUsed = entered.ok && entered.value.personId === newPersonId;
      return entered;
    } finally {
      if (!isUsed) await keys.destroy(newPersonId);
    }
  }

  async function enter(
    tx: OfficeTransaction,
    { by, input, newPersonId }: Entering,
  ): Promise<Outcome<ApplicationEntered, EnterRefusal>> {
    const { door, kind, proxy, officeId } = input;
    const now = deps.clock();
    const [office, known] = [await tx.offices.get(officeId), await tx.persons.findByCitizenId(input.person.citizenId)];
    const right = askRight({ by, input, office, known });
    if (!right.ok) return right;
    const speakers = input.facts.map(({ saidBy = speakerAt(door, proxy) }) => saidBy);
    const opened = decideDoor(right.value.role, { door, proxy, speakers });
    if (!opened.ok) return opened;
    if (input.isOwnError && door !== 'COUNTER') return refused('own-error-not-yours');
    const today = dateAt(now, office.utcOffsetMinutes);
    const filed = decideFiling(input.person.citizenId, proxy, today);
    if (!filed.ok) return filed;
    const decided = decideEntry(kind, input.person.name, await whatIsKnown(tx, known));
    if (!decided.ok) return decided;
    const person = known ?? newPerson(input, newPersonId);
    if (person === undefined) return refused('details-missing');
    if (known === undefined) await tx.persons.insert(person);
    else await chooseLanguage(tx, known, input);
    const policy = await tx.policies.current(office.jurisdiction, today);
    const application: Application = {
      id: newId(),
      number: await tx.applications.nextNumber(officeId, Number(today.slice(0, 4))),
      officeId,
      kind,
      state: 'DRAFT',
      personId: person.id,
      keyId: person.id,
      door,
      enteredBy: by.accountId,
      createdAt: now,
      policyVersion: policy.version,
      version: 0,
      isOwnError: input.isOwnError || kind === 'CORRECT_ERROR',
      ...(decided.value === undefined ? {} : { permitId: decided.value.id }),
      ...(proxy === undefined ? {} : { proxy }),
      ...organisationOf(by, door),
    };
    await insert(tx, application, { granted: right.value, ruleVersion: ruleVersionOf(policy) });
    const heard = { speaker: speakerAt(door, proxy), reporterId: by.accountId, saidAt: now, newId: deps.newId };
    await tx.applications.addFacts(application, toFacts(saidAt(input), heard));
    return ok({ applicationId: application.id, number: application.number, personId: person.id });
  }
}

async function insert(
  tx: OfficeTransaction,
  application: Application,
  { granted, ruleVersion }: { readonly granted: Granted; readonly ruleVersion: string },
): Promise<void> {
  const { id: subjectId, state: to, personId, number: caseNumber, door: reason } = application;
  await tx.applications.insert(application);
  await tx.move({ machine: 'APPLICATION', subjectId, to, reason, ruleVersion });
  await tx.audit({ action: granted.action, personId, caseNumber, reason });
}

function askRight(asked: {
  readonly by: SignedIn;
  readonly input: EnterApplication;
  readonly office: Office;
  readonly known: Person | undefined;
}): Outcome<Granted, RightRefusal> {
  const { by, input, office, known } = asked;
  const { organisationId } = organisationOf(by, input.door);
  const person = known === undefined ? [] : [{ kind: 'person' as const, id: known.id }];
  const filer = organisationId === undefined ? [] : [{ kind: 'organisation' as const, id: organisationId }];
  return decideRight({
    subject: by.subject,
    action: 'application.enter',
    target: {
      place: { kind: 'office', officeId: office.id, jurisdiction: office.jurisdiction },
      owners: [...person, ...filer],
      sealed: known?.isSealed ?? false,
      earlierActs: [],
    },
    ground: by.ground,
  });
}

/** The organisation that an account files for. */
function organisationOf(by: SignedIn, door: Door): { readonly organisationId?: string } {
  if (door !== 'EMPLOYER' && door !== 'LANDLORD') return {};
  const held = by.subject.assignments.find(({ role }) => role === 'reporter')?.owner;
  return held?.kind === 'organisation' ? { organisationId: held.id } : {};
}

async function whatIsKnown(tx: OfficeTransaction, person: Person | undefined) {
  if (person === undefined) return { person, permit: undefined, applications: [] };
  const [permit, applications] = [await tx.permits.findInForce(person.id), await tx.applications.ofPerson(person.id)];
  return { person, permit, applications };
}

function newPerson(
  { person, officeId, language = 'zh' }: EnterApplication,
  id: string | undefined,
): Person | undefined {
  const { name, citizenId, details } = person;
  const birthDate = citizenIdBirthDate(citizenId);
  if (id === undefined) throw new PermitError('STORE_CONFLICT', { detail: 'the person is gone' });
  if (details === undefined) return undefined;
  return { id, officeId, name: name.normalize('NFC'), birthDate, citizenId, details, isSealed: false, language };
}

/** A third party says in which language somebody is written to who is new; whom the register knows has said so themselves. */
async function chooseLanguage(
  tx: OfficeTransaction,
  known: Person,
  { door, language }: Pick<EnterApplication, 'door' | 'language'>,
): Promise<void> {
  const isTheirs = door === 'COUNTER' || door === 'HOLDER';
  if (language !== undefined && isTheirs && language !== known.language) {
    await tx.persons.setLanguage(known.id, language);
  }
}

/** What was said, the particulars of the person included. */
function saidAt({ person, facts }: EnterApplication): readonly SaidFact[] {
  const particulars = Object.entries({ ...person.details });
  return [...particulars.map(([name, value]) => ({ name: `person.${name}`, value: String(value) })), ...facts];
}

function isConflict(cause: unknown): boolean {
  return cause instanceof PermitError && cause.code === 'STORE_CONFLICT';
}
