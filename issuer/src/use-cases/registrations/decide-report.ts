import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { canMove } from '../../domain/lifecycles/index.ts';
import { type Action, decideRight, type Granted, type RightRefusal } from '../../domain/rights/index.ts';
import { isNamedCase, toActor } from '../applications/index.ts';
import type { PersonDeps } from '../persons/index.ts';
import type { OfficeTransaction, SignedIn, ThirdPartyReport } from '../ports/index.ts';
import { moveReport } from './move-report.ts';

export type DecideReportRefusal = RightRefusal | 'report-not-found' | 'wrong-state' | 'reason-blank' | 'filed-by-you';

/** What an officer says of a report; what it leads to is entered apart, as a fact or a registration. */
export type ReportVerdict = 'CONFIRMED' | 'REJECTED' | 'APPLIED';

/** An officer confirms a report, rejects it with a reason, or notes that what it says was taken up. */
export function makeDecideReport(deps: PersonDeps) {
  return (
    by: SignedIn,
    input: { readonly reportId: string; readonly verdict: ReportVerdict; readonly reason: string },
  ): Promise<Outcome<ThirdPartyReport, DecideReportRefusal>> =>
    onReport(deps, by, { reportId: input.reportId, action: 'report.decide' }, async (tx, { report, granted, now }) => {
      const { verdict: to, reason } = input;
      if (report.filedBy === by.accountId) return refused('filed-by-you');
      if (reason.trim() === '') return refused('reason-blank');
      if (!canMove('REPORT', report.state, to)) return refused('wrong-state');
      const moved = await moveReport(tx, report, { to, reason, decided: { by: by.accountId, at: now } });
      await audit(tx, granted, moved);
      return ok(moved);
    });
}

/** The person whom a report is about says that it is right, or that it is not. */
export function makeAnswerReport(deps: PersonDeps) {
  return (
    by: SignedIn,
    { reportId, answer }: { readonly reportId: string; readonly answer: 'CONFIRMED' | 'DISPUTED' },
  ): Promise<Outcome<ThirdPartyReport, DecideReportRefusal>> =>
    onReport(deps, by, { reportId, action: 'own.dispute' }, async (tx, { report, granted, now }) => {
      if (!canMove('REPORT', report.state, answer)) return refused('wrong-state');
      const decided = { by: by.accountId, at: now };
      const moved = await moveReport(tx, report, { to: answer, reason: 'said-by-holder', decided });
      await audit(tx, granted, moved);
      return ok(moved);
    });
}

/** An officer reads what a report says; the look stands in the person's own view. */
export function makeReadReport(deps: PersonDeps) {
  return (
    by: SignedIn,
    { reportId }: { readonly reportId: string },
  ): Promise<Outcome<ThirdPartyReport, DecideReportRefusal>> =>
    onReport(deps, by, { reportId, action: 'report.read' }, async (tx, { report, granted }) => {
      await audit(tx, granted, report);
      return ok(report);
    });
}

type ReportFile = { readonly report: ThirdPartyReport; readonly granted: Granted; readonly now: number };

async function onReport(
  { inTransaction, clock }: PersonDeps,
  by: SignedIn,
  { reportId, action }: { readonly reportId: string; readonly action: Action },
  work: (tx: OfficeTransaction, file: ReportFile) => Promise<Outcome<ThirdPartyReport, DecideReportRefusal>>,
): Promise<Outcome<ThirdPartyReport, DecideReportRefusal>> {
  const place = by.officeId ?? (await inTransaction(toActor(by, ''), (tx) => tx.reports.find(reportId)))?.officeId;
  if (place === undefined) return refused('report-not-found');
  return inTransaction(toActor(by, place), async (tx) => {
    const report = await tx.reports.find(reportId);
    if (report === undefined) return refused('report-not-found');
    const { id: officeId, jurisdiction } = await tx.offices.get(report.officeId);
    const person = report.personId === undefined ? undefined : await tx.persons.find(report.personId);
    const right = decideRight({
      subject: by.subject,
      action,
      target: {
        place: { kind: 'office', officeId, jurisdiction },
        owners: person === undefined ? [] : [{ kind: 'person', id: person.id }],
        sealed: person?.isSealed ?? false,
        earlierActs: [{ action: 'report.file', accountId: report.filedBy }],
      },
      ground: by.ground,
    });
    if (!right.ok) return right;
    const isNamed = person === undefined || (await isNamedCase(tx, right.value, person.id));
    return isNamed ? work(tx, { report, granted: right.value, now: clock() }) : refused('case-of-another');
  });
}

async function audit(tx: OfficeTransaction, granted: Granted, report: ThirdPartyReport): Promise<void> {
  const { personId, id: object, state: reason } = report;
  const { action, purpose } = granted;
  const about = personId === undefined ? {} : { personId };
  await tx.audit({ action, ...about, object, reason, ...(purpose === undefined ? {} : { purpose }) });
}
