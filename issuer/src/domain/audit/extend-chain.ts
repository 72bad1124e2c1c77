import type { AuditEvent, AuditLink, Sha256 } from './audit-event.ts';
import { CHAIN_START, linkHash } from './link-hash.ts';

/** The last link of an office's chain, or `NO_TIP` where there is none yet. */
export type ChainTip = Pick<AuditLink, 'seq' | 'eventId' | 'hash'>;

/** The tip of a chain without a link. */
export const NO_TIP: ChainTip = { seq: 0n, eventId: 0n, hash: CHAIN_START };

/**
 * The links that bring the events of one office into its chain.
 * @param given.events in the order of their ids, all after that of the tip
 * @param given.linkedAt microseconds since 1970
 * @throws RangeError when they are not in that order, or of another office
 */
export function extendChain(given: {
  readonly officeId: string;
  readonly tip: ChainTip;
  readonly events: readonly AuditEvent[];
  readonly linkedAt: bigint;
  readonly sha256: Sha256;
}): readonly AuditLink[] {
  const { officeId, events, linkedAt, sha256 } = given;
  const links: AuditLink[] = [];
  let { tip } = given;
  for (const event of events) {
    if (event.id <= tip.eventId) throw new RangeError(`events: ${event.id} does not come after ${tip.eventId}`);
    if (event.officeId !== officeId) throw new RangeError(`events: ${event.id} is of another office`);
    const head = { officeId, seq: tip.seq + 1n, linkedAt, prevHash: tip.hash };
    const link = { ...head, eventId: event.id, hash: linkHash(head, event, sha256) };
    links.push(link);
    tip = link;
  }
  return links;
}
