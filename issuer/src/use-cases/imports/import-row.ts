import { citizenIdBirthDate } from '@residence-permit/shared/identifiers';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { dateAt } from '@residence-permit/shared/plain-date';
import { ruleVersionOf } from '../../domain/policy/index.ts';
import { decideEntry, type EntryRefusal } from '../applications/decide-entry.ts';
import { isErasure, type PersonKeyring } from '../applications/index.ts';
import type { OfficeDeps } from '../catalogue/index.ts';
import type { Actor, Application, Fact, ImportRun, OfficeTransaction, Person, WaitingRow } from '../ports/index.ts';
import { decideRow, type RegisterEntry, type RowFault } from './decide-row.ts';

/** Why a row was not taken: its own fault, or what the register knows of the person. */
export type ImportRowFault = RowFault | EntryRefusal | 'person-erased';

type Deps = OfficeDeps & { readonly keys: PersonKeyring };
type Place = { readonly run: ImportRun; readonly row: WaitingRow; readonly newPersonId: string };

/**
 * Takes one row over, in one transaction with what became of it: the person where the register does not know them, and a draft
 * of a first application with everything that the paper register said, as said by the office. It is done once, however often
 * it is asked for. The key of the run is destroyed with its last row.
 */
export function makeImportRow(deps: Deps) {
  const { inTransaction, keys } = deps;
  return async ({ runId, line }: { readonly runId: string; readonly line: number }): Promise<void> => {
    const run = await inTransaction({ accountId: undefined, officeId: '' }, (tx) => tx.imports.findRun(runId));
    if (run === undefined || run.finishedAt !== undefined) return;
    const actor: Actor = { accountId: run.startedBy, officeId: run.officeId };
    const newPersonId = deps.newId();
    await keys.create(newPersonId);
    let isUsed = false;
    try {
      isUsed = await inTransaction(actor, async (tx) => {
        const row = await tx.imports.findWaiting(runId, line);
        return row !== undefined && takeRow(tx, { run, row, newPersonId });
      });
    } finally {
      if (!isUsed) await keys.destroy(newPersonId);
    }
    await finishRun(actor, runId);
  };

  /** Answers whether the person was made. */
  async function takeRow(tx: OfficeTransaction, { run, row, newPersonId }: Place): Promise<boolean> {
    const at = deps.clock();
    const { line } = row;
    const taken = await tx.imports.findTaken(row.rowTag);
    if (taken !== undefined) {
      await tx.imports.finishRow(run.id, { line, outcome: 'KNOWN', applicationId: taken, at });
      return false;
    }
    const entered = await enter(tx, { run, row, newPersonId });
    if (!entered.ok) {
      await tx.imports.finishRow(run.id, { line, outcome: 'REFUSED', code: entered.refusal, at });
      return false;
    }
    const { application, isNew } = entered.value;
    await tx.imports.finishRow(run.id, { line, outcome: 'TAKEN', applicationId: application.id, at });
    const { personId, number: caseNumber } = application;
    await tx.audit({ action: 'import.run', personId, caseNumber, object: run.id });
    return isNew;
  }

  async function enter(
    tx: OfficeTransaction,
    { run, row, newPersonId }: Place,
  ): Promise<Outcome<{ readonly application: Application; readonly isNew: boolean }, ImportRowFault>> {
    const office = await tx.offices.get(run.officeId);
    const now = deps.clock();
    const today = dateAt(now, office.utcOffsetMinutes);
    const decided = decideRow(row, today);
    if (!decided.ok) return decided;
    const entry = decided.value;
    const found = await findPerson(tx, entry);
    if (found === 'erased') return refused('person-erased');
    const known = {
      person: found,
      permit: found === undefined ? undefined : await tx.permits.findInForce(found.id),
      applications: found === undefined ? [] : await tx.applications.ofPerson(found.id),
    };
    const allowed = decideEntry('FIRST', entry.name, known);
    if (!allowed.ok) return allowed;
    const person = found ?? toPerson(entry, { id: newPersonId, officeId: run.officeId });
    if (found === undefined) await tx.persons.insert(person);
    const policy = await tx.policies.current(office.jurisdiction, today);
    const application: Application = {
      id: deps.newId(),
      number: await tx.applications.nextNumber(office.id, Number(today.slice(0, 4))),
      officeId: office.id,
      kind: 'FIRST',
      state: 'DRAFT',
      personId: person.id,
      keyId: person.id,
      door: 'COUNTER',
      enteredBy: run.startedBy,
      createdAt: now,
      policyVersion: policy.version,
      isOwnError: false,
      version: 0,
    };
    await tx.applications.insert(application);
    const move = { machine: 'APPLICATION', subjectId: application.id, to: 'DRAFT', reason: 'import' };
    await tx.move({ ...move, ruleVersion: ruleVersionOf(policy) });
    const said = { saidBy: 'OFFICE', reporterId: run.startedBy, saidAt: now } as const;
    const facts = Object.entries(factsOf(entry, `${run.id} line ${row.line}`)).map(
      ([name, value]): Fact => ({ id: deps.newId(), name, value, ...said }),
    );
    await tx.applications.addFacts(application, facts);
    return ok({ application, isNew: found === undefined });
  }

  async function finishRun(actor: Actor, runId: string): Promise<void> {
    const isOver = await inTransaction(actor, async (tx) => {
      if ((await tx.imports.waitingLines(runId)).length > 0) return false;
      await tx.imports.finishRun(runId, deps.clock());
      return true;
    });
    if (isOver) await keys.destroy(runId);
  }
}

async function findPerson(tx: OfficeTransaction, { citizenId }: RegisterEntry): Promise<Person | 'erased' | undefined> {
  try {
    return await tx.persons.findByCitizenId(citizenId);
  } catch (cause) {
    if (isErasure(cause)) return 'erased';
    throw cause;
  }
}

function toPerson(entry: RegisterEntry, { id, officeId }: Pick<Person, 'id' | 'officeId'>): Person {
  const { name, citizenId, details } = entry;
  return {
    id,
    officeId,
    name,
    citizenId,
    details,
    birthDate: citizenIdBirthDate(citizenId),
    isSealed: false,
    language: 'zh',
  };
}

/** What the paper register said, and where it stands. */
function factsOf(entry: RegisterEntry, source: string): Readonly<Record<string, string>> {
  const { permitNumber, issuedOn, validThrough, details } = entry;
  return {
    'legacy.permitNumber': permitNumber,
    'legacy.issuedOn': issuedOn,
    ...(validThrough === undefined ? {} : { 'legacy.validThrough': validThrough }),
    'legacy.hukouAddress': details.hukouAddress,
    'legacy.residenceAddress': details.residenceAddress,
    'legacy.source': source,
  };
}
