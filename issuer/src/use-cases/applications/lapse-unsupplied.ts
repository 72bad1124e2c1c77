import { compareDates, dateAt } from '@residence-permit/shared/plain-date';
import { ruleVersionOf } from '../../domain/policy/index.ts';
import type { Actor, Office, OfficeTransaction } from '../ports/index.ts';
import type { CaseDeps } from './case-file.ts';
import { startRetention } from './start-retention.ts';

const PAGE = 100;

/**
 * Lets the cases lapse whose missing papers were told and not brought in time; the service's own daily work. Each in its own
 * transaction. Answers how many lapsed.
 * @throws PermitError STORE_CONFLICT when somebody was at work on one; the next run finds it again
 */
export function makeLapseUnsupplied({ inTransaction, clock }: CaseDeps) {
  return async (): Promise<number> => {
    const offices = await inTransaction(service(''), (tx) => tx.offices.list());
    let lapsed = 0;
    for (const office of offices) lapsed += await lapseIn(office);
    return lapsed;
  };

  async function lapseIn(office: Office): Promise<number> {
    let lapsed = 0;
    let after: string | undefined;
    for (;;) {
      const order = 'due-first';
      const page = { officeId: office.id, states: ['SUPPLEMENT_REQUESTED'], limit: PAGE, order } as const;
      const cursor = after === undefined ? {} : { after };
      const lines = await inTransaction(service(office.id), (tx) => tx.applications.queue({ ...page, ...cursor }));
      for (const { id } of lines) {
        if (await inTransaction(service(office.id), (tx) => lapse(tx, office, id))) lapsed += 1;
      }
      after = lines.at(-1)?.number;
      if (lines.length < PAGE) return lapsed;
    }
  }

  async function lapse(tx: OfficeTransaction, office: Office, id: string): Promise<boolean> {
    const application = await tx.applications.find(id);
    const dueOn = application?.supplement?.dueOn;
    const today = dateAt(clock(), office.utcOffsetMinutes);
    if (application?.state !== 'SUPPLEMENT_REQUESTED' || dueOn === undefined) return false;
    if (compareDates(today, dueOn) <= 0) return false;
    const { personId, number: caseNumber } = application;
    const policy = await tx.policies.get(office.jurisdiction, application.policyVersion);
    await tx.applications.save(application, { state: 'LAPSED' });
    const [from, to, reason] = ['SUPPLEMENT_REQUESTED', 'LAPSED', 'papers-not-brought'];
    const ruleVersion = ruleVersionOf(policy);
    await tx.move({ machine: 'APPLICATION', subjectId: id, from, to, reason, ruleVersion });
    await tx.audit({ action: 'application.supplement', personId, caseNumber, reason });
    await startRetention(tx, id, { starts: ['DECIDED', 'CASE_CLOSED'], policy, today });
    return true;
  }
}

function service(officeId: string): Actor {
  return { accountId: undefined, officeId };
}
