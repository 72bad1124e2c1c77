import { dateAt } from '@residence-permit/shared/plain-date';
import type { InTransaction, OfficeTransaction } from '../ports/index.ts';
import type { Clock } from '../../ports/index.ts';
import { moveGrant } from './move-grant.ts';

/** Grants of one transaction. */
const BATCH = 100;

/**
 * Writes down which grants are over, office by office. Their dates ended them already, on cards as well; no record needs a new
 * version for it. Answers how many there were.
 */
export function makeExpireGrants({
  inTransaction,
  clock,
}: {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
}) {
  return async (): Promise<number> => {
    const offices = await inTransaction({ accountId: undefined, officeId: '' }, (tx) => tx.offices.list());
    let ended = 0;
    for (const { id: officeId, utcOffsetMinutes } of offices) {
      for (let more = true; more; ) {
        const found = await inTransaction({ accountId: undefined, officeId }, (tx) =>
          expireSome(tx, officeId, dateAt(clock(), utcOffsetMinutes)),
        );
        ended += found;
        more = found === BATCH;
      }
    }
    return ended;
  };
}

async function expireSome(tx: OfficeTransaction, officeId: string, today: ReturnType<typeof dateAt>): Promise<number> {
  const ended = await tx.grants.endedBefore(officeId, today, BATCH);
  for (const grant of ended) await moveGrant(tx, grant, { state: 'EXPIRED', reason: 'last day is over' });
  return ended.length;
}
