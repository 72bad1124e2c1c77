import { addDays, addMonths, compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import type { TermsPolicy } from '../policy/index.ts';

/** Last day on which told papers may be brought; after it the application lapses. Before acceptance: no clock runs. */
export function supplementDueOn(toldOn: PlainDate, terms: TermsPolicy): PlainDate {
  return addDays(toldOn, terms.supplementDays);
}

/** Last day on which a ready card waits in the drawer. */
export function collectableThrough(readyOn: PlainDate, terms: TermsPolicy): PlainDate {
  return addDays(readyOn, terms.uncollectedDays);
}

/** Until when a holder tells of another address or employer, and whether that was late. Zhejiang and Hangzhou: 10 days. */
export function changeNotice(
  change: { readonly changedOn: PlainDate; readonly toldOn: PlainDate },
  terms: TermsPolicy,
): { readonly dueOn: PlainDate; readonly late: boolean } {
  const dueOn = addDays(change.changedOn, terms.changeDays);
  return { dueOn, late: compareDates(change.toldOn, dueOn) > 0 };
}

/** Last days for asking the higher authority and for going to court against a decision told on a day. */
export function remedyTerms(
  toldOn: PlainDate,
  terms: TermsPolicy,
): { readonly reconsiderationBy: PlainDate; readonly lawsuitBy: PlainDate } {
  return {
    reconsiderationBy: addDays(toldOn, terms.reconsiderationDays),
    lawsuitBy: addMonths(toldOn, terms.lawsuitMonths),
  };
}
