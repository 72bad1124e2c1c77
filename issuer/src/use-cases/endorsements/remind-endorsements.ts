import { addDays, compareDates, dateAt, type PlainDate } from '@residence-permit/shared/plain-date';
import { dueReminder } from '../../domain/endorsement/index.ts';
import type { PolicySet } from '../../domain/policy/index.ts';
import type { Clock } from '../../ports/index.ts';
import type { Actor, EndorsementDue, InTransaction, Office } from '../ports/index.ts';

/** How the store says that a lapse was told. */
export const TOLD_OF_LAPSE = -1;

const PAGE = 500;
/** A lapse that nobody told of is told within so many days; one that is older is no news. */
const LAPSE_IS_NEWS_DAYS = 30;

/** What one run sent. */
export type RemindersSent = { readonly due: number; readonly lapsed: number };

type Round = { readonly actor: Actor; readonly today: PlainDate; readonly policy: PolicySet };

/**
 * Reminds holders before their endorsement ends, on the days that the rules name, and tells them once when it has lapsed.
 * Each message is one transaction with the note that it was sent, so that however often this runs, each goes out once.
 */
export function makeRemindEndorsements(deps: { readonly inTransaction: InTransaction; readonly clock: Clock }) {
  const { inTransaction, clock } = deps;
  return async (): Promise<RemindersSent> => {
    const offices = await inTransaction({ accountId: undefined, officeId: '' }, (tx) => tx.offices.list());
    const sent = { due: 0, lapsed: 0 };
    for (const office of offices) {
      const round = await begin(office);
      for await (const permit of permitsOf(round)) {
        const what = await remind(round, permit);
        if (what !== undefined) sent[what] += 1;
      }
    }
    return sent;
  };

  function begin(office: Office): Promise<Round> {
    const actor = { accountId: undefined, officeId: office.id };
    const today = dateAt(clock(), office.utcOffsetMinutes);
    return inTransaction(actor, async (tx) => {
      return { actor, today, policy: await tx.policies.current(office.jurisdiction, today) };
    });
  }

  async function* permitsOf({ actor, today, policy }: Round): AsyncGenerator<EndorsementDue> {
    const { officeId } = actor;
    const from = addDays(today, -LAPSE_IS_NEWS_DAYS);
    const through = addDays(today, Math.max(0, ...policy.endorsement.reminderDays));
    let after: string | undefined;
    for (;;) {
      const query = { officeId, from, through, limit: PAGE, ...(after === undefined ? {} : { after }) };
      const page = await inTransaction(actor, (tx) => tx.reminders.due(query));
      yield* page;
      after = page.at(-1)?.permitId;
      if (page.length < PAGE) return;
    }
  }

  function remind({ actor, today, policy }: Round, due: EndorsementDue): Promise<'due' | 'lapsed' | undefined> {
    const { personId, permitNumber: caseNumber, endorsedThrough, permitId } = due;
    return inTransaction(actor, async (tx) => {
      const permit = await tx.permits.find(permitId);
      if (permit?.state !== 'IN_FORCE' || permit.endorsedThrough !== endorsedThrough) return undefined;
      const sent = await tx.reminders.sent(due);
      const at = clock();
      if (compareDates(today, endorsedThrough) > 0) {
        const isNoted = await tx.reminders.note(due, { daysBefore: TOLD_OF_LAPSE, at });
        if (!isNoted) return undefined;
        await tx.tell({ template: 'endorsement-lapsed', personId, caseNumber, details: {} });
        return 'lapsed';
      }
      const reminder = dueReminder(endorsedThrough, { today, sent, policy: policy.endorsement });
      if (reminder === undefined) return undefined;
      if (!(await tx.reminders.note(due, { daysBefore: reminder.daysBefore, at }))) return undefined;
      await tx.tell({ template: 'endorsement-due', personId, caseNumber, details: { dueOn: endorsedThrough } });
      return 'due';
    });
  }
}
