import type { PersonDeps } from '../persons/index.ts';
import type { Actor } from '../ports/index.ts';
import { sortReport } from './sort-report.ts';

const PAGE = 500;

/**
 * Sorts the reports that were received and not sorted, because a process ended in between; the service's own work. Each in
 * its own transaction. Answers how many there were.
 * @throws PermitError STORE_CONFLICT when somebody was at work on one; the next run finds it again
 */
export function makeSortReceived({ inTransaction }: Pick<PersonDeps, 'inTransaction'>) {
  return async (): Promise<number> => {
    const offices = await inTransaction(service(''), (tx) => tx.offices.list());
    let sorted = 0;
    for (const { id: officeId } of offices) {
      const lines = await inTransaction(service(officeId), (tx) => tx.reports.waiting(officeId, PAGE));
      for (const { id } of lines.filter(({ state }) => state === 'RECEIVED')) {
        await inTransaction(service(officeId), (tx) => sortReport(tx, id));
        sorted += 1;
      }
    }
    return sorted;
  };
}

function service(officeId: string): Actor {
  return { accountId: undefined, officeId };
}
