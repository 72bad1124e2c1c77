import type { CitizenId } from '@residence-permit/shared/identifiers';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { compareDates, dateAt, type PlainDate } from '@residence-permit/shared/plain-date';
import { ruleVersionOf } from '../../domain/policy/index.ts';
import { mayReport, type Reporter, reportLateness, type ReportSubject } from '../../domain/registration/index.ts';
import { decideRight, type RightRefusal } from '../../domain/rights/index.ts';
import { type PersonKeyring, toActor } from '../applications/index.ts';
import type { PersonDeps } from '../persons/index.ts';
import type { OfficeTransaction, SignedIn, ThirdPartyReport } from '../ports/index.ts';
import { sortReport } from './sort-report.ts';

export type FileReport = {
  /** The office of the place of work, dwelling or study. */
  readonly officeId: string;
  readonly reporter: Reporter;
  readonly subject: ReportSubject;
  readonly person: { readonly citizenId: CitizenId; readonly name: string };
  /** Of a lease: the dwelling. */
  readonly address?: string;
  readonly happenedOn: PlainDate;
};

export type FileReportRefusal = RightRefusal | 'subject-not-yours' | 'organisation-missing' | 'in-future';

/** What whoever filed it is told: nothing of the person, and nothing of whether the register knows them. */
export type ReportFiled = { readonly reportId: string; readonly dueOn: PlainDate; readonly late: boolean };

/**
 * Takes down what a third party knows of somebody: the start or end of a job, lease or enrolment. It is a claim. What it says
 * is sealed under the person's key, or under one of its own while the register knows nobody of that number.
 * @throws PermitError STORE_CONFLICT; STORE_FAILED
 */
export function makeFileReport(deps: PersonDeps & { readonly keys: PersonKeyring }) {
  const { inTransaction, keys, newId, clock } = deps;
  return async (by: SignedIn, input: FileReport): Promise<Outcome<ReportFiled, FileReportRefusal>> => {
    const organisationId = organisationOf(by);
    if (organisationId === undefined) return refused('organisation-missing');
    if (!mayReport(input.reporter, input.subject)) return refused('subject-not-yours');
    const actor = toActor(by, input.officeId);
    const id = newId();
    const known = await inTransaction(actor, (tx) => tx.persons.findByCitizenId(input.person.citizenId));
    if (known === undefined) await keys.create(id);
    let isUsed = false;
    try {
      const filed = await inTransaction(actor, (tx) =>
        file(tx, { by, input, organisationId, id, personId: known?.id }),
      );
      isUsed = filed.ok;
      if (!filed.ok) return filed;
    } finally {
      if (!isUsed && known === undefined) await keys.destroy(id);
    }
    const { id: reportId, dueOn, isLate: late } = await inTransaction(actor, (tx) => sortReport(tx, id));
    return ok({ reportId, dueOn, late });
  };

  async function file(
    tx: OfficeTransaction,
    filing: {
      readonly by: SignedIn;
      readonly input: FileReport;
      readonly organisationId: string;
      readonly id: string;
      readonly personId: string | undefined;
    },
  ): Promise<Outcome<ThirdPartyReport, FileReportRefusal>> {
    const { by, input, organisationId, id, personId } = filing;
    const { reporter, subject, person, address, happenedOn } = input;
    const office = await tx.offices.get(input.officeId);
    const { jurisdiction, utcOffsetMinutes } = office;
    const right = decideRight({
      subject: by.subject,
      action: 'report.file',
      target: {
        place: { kind: 'office', officeId: office.id, jurisdiction },
        owners: [{ kind: 'organisation', id: organisationId }],
        sealed: false,
        earlierActs: [],
      },
      ground: by.ground,
    });
    if (!right.ok) return right;
    const filedAt = clock();
    const today = dateAt(filedAt, utcOffsetMinutes);
    if (compareDates(happenedOn, today) > 0) return refused('in-future');
    const policy = await tx.policies.current(jurisdiction, today);
    const { dueOn, late } = reportLateness({ happenedOn, receivedOn: today }, policy);
    const claim = { citizenId: person.citizenId, name: person.name.normalize('NFC') };
    const report: ThirdPartyReport = {
      id,
      officeId: office.id,
      organisationId,
      reporter,
      subject,
      state: 'RECEIVED',
      keyId: personId ?? id,
      claim: { ...claim, ...(address === undefined ? {} : { address }) },
      happenedOn,
      dueOn,
      isLate: late,
      filedBy: by.accountId,
      filedAt,
      version: 0,
      ...(personId === undefined ? {} : { personId }),
    };
    await tx.reports.insert(report);
    const ruleVersion = ruleVersionOf(policy);
    await tx.move({ machine: 'REPORT', subjectId: id, to: 'RECEIVED', reason: subject, ruleVersion });
    const about = personId === undefined ? {} : { personId };
    await tx.audit({ action: right.value.action, ...about, object: id, reason: subject });
    return ok(report);
  }
}

function organisationOf(by: SignedIn): string | undefined {
  const held = by.subject.assignments.find(({ role }) => role === 'reporter')?.owner;
  return held?.kind === 'organisation' ? held.id : undefined;
}
