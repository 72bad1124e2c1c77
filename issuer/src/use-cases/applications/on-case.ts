import { PermitError } from '@residence-permit/shared/errors';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { dateAt } from '@residence-permit/shared/plain-date';
import { ruleVersionOf } from '../../domain/policy/index.ts';
import { type Action, decideRight, type Target } from '../../domain/rights/index.ts';
import type { Actor, Application, Office, OfficeTransaction, SignedIn } from '../ports/index.ts';
import type { CaseDeps, CaseFile, CaseRefusal } from './case-file.ts';
import { earlierActsOf } from './earlier-acts.ts';
import { isNamedCase } from './is-named-case.ts';

/** Which case, and what is to be done to it. */
export type CaseAct = { readonly applicationId: string; readonly action: Action };

/**
 * Runs work on one case in one transaction: the case is found, the right to do this to it is asked, and both are handed over.
 * Work that refuses has written nothing.
 */
export async function onCase<Value, Refusal extends string>(
  { inTransaction, clock }: CaseDeps,
  by: SignedIn,
  act: CaseAct,
  work: (tx: OfficeTransaction, file: CaseFile) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal | CaseRefusal>> {
  try {
    const officeId = by.officeId ?? (await inTransaction(toActor(by, ''), (tx) => officeOf(tx, act.applicationId)));
    if (officeId === undefined) return refused('case-not-found');
    return await inTransaction(toActor(by, officeId), async (tx) => {
      const opened = await openCase(tx, clock(), { ...act, by });
      return opened.ok ? work(tx, opened.value) : opened;
    });
  } catch (cause) {
    if (isErasure(cause)) return refused('case-not-found');
    throw cause;
  }
}

/** True for the fault that tells that the person's key is gone: nothing of theirs can be read any more. */
export function isErasure(cause: unknown): boolean {
  return cause instanceof PermitError && cause.code === 'PERSON_ERASED';
}

/** The account as the audit log names it: what a holder or reporter does stands in the log of the office that it is about. */
export function toActor({ accountId, requestId }: SignedIn, officeId: string): Actor & { readonly accountId: string } {
  return { accountId, officeId, ...(requestId === undefined ? {} : { requestId }) };
}

/** What is asked about when it is asked about a case. */
export function targetOf(
  application: Application,
  { office, person, earlierActs }: Pick<CaseFile, 'person' | 'earlierActs'> & { readonly office: Office },
): Target {
  const { organisationId, personId } = application;
  const filer = organisationId === undefined ? [] : [{ kind: 'organisation' as const, id: organisationId }];
  return {
    place: { kind: 'office', officeId: office.id, jurisdiction: office.jurisdiction },
    owners: [{ kind: 'person', id: personId }, ...filer],
    sealed: person.isSealed,
    earlierActs,
  };
}

async function openCase(
  tx: OfficeTransaction,
  now: number,
  { by, applicationId, action }: CaseAct & { readonly by: SignedIn },
): Promise<Outcome<CaseFile, CaseRefusal>> {
  const application = await tx.applications.find(applicationId);
  const person = application === undefined ? undefined : await tx.persons.find(application.personId);
  if (application === undefined || person === undefined) return refused('case-not-found');
  const office = await tx.offices.get(application.officeId);
  const earlierActs = earlierActsOf(application, await tx.history.moves('APPLICATION', application.id));
  const target = targetOf(application, { office, person, earlierActs });
  const right = decideRight({ subject: by.subject, action, target, ground: by.ground });
  if (!right.ok) return right;
  if (!(await isNamedCase(tx, right.value, person.id))) return refused('case-of-another');
  const policy = await tx.policies.get(office.jurisdiction, application.policyVersion);
  const today = dateAt(now, office.utcOffsetMinutes);
  const ruleVersion = ruleVersionOf(policy);
  return ok({ application, person, office, policy, ruleVersion, now, today, granted: right.value, earlierActs });
}

async function officeOf(tx: OfficeTransaction, applicationId: string): Promise<string | undefined> {
  return (await tx.applications.find(applicationId))?.officeId;
}
