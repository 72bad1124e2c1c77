import { equalBytes } from '@residence-permit/shared/bytes';
import type { AuditEvent, AuditLink, Sha256 } from './audit-event.ts';
import type { AuditFault, AuditFinding } from './audit-finding.ts';
import { compareClocks } from './compare-clocks.ts';
import { type ChainTip, NO_TIP } from './extend-chain.ts';
import { linkHash } from './link-hash.ts';

/** A link with its event, as they are stored now. */
export type ChainRow = { readonly link: AuditLink; readonly event: AuditEvent | undefined };

/** Judges the rows of one chain, in the order of their places, and keeps nothing but the last one. */
export type ChainWalk = {
  /** What is wrong with this row, seen from those before it. */
  step(row: ChainRow): readonly AuditFinding[];
};

type Last = { readonly tip: ChainTip; readonly computed: Uint8Array; readonly event: AuditEvent | undefined };

/**
 * Walks a chain from its beginning, or from a tip that is known to be right. After a fault it goes on from what is stored,
 * so that one change is told once, at its place.
 */
export function makeChainWalk(sha256: Sha256, from: ChainTip = NO_TIP): ChainWalk {
  let last: Last = { tip: from, computed: from.hash, event: undefined };
  return {
    step({ link, event }) {
      const computed = event === undefined ? link.hash : linkHash(link, event, sha256);
      const faults = [
        ...placeFaults(link, last),
        ...eventFaults({ link, event }, computed),
        ...(link.eventId <= last.tip.eventId ? [told('out-of-order', `after event ${last.tip.eventId}`)] : []),
        ...compareClocks(last.event, event),
      ];
      last = { tip: link, computed, event: event ?? last.event };
      const { officeId, seq, eventId } = link;
      return faults.map((fault) => ({ officeId, seq, eventId, ...fault }));
    },
  };
}

/** What is wrong at a place that its row knows. */
export type FaultHere = { readonly fault: AuditFault; readonly detail?: string };

function placeFaults(link: AuditLink, { tip, computed }: Last): readonly FaultHere[] {
  if (link.seq <= tip.seq) return [told('link-repeated', `after place ${tip.seq}`)];
  if (link.seq > tip.seq + 1n) return [told('link-missing', `places ${tip.seq + 1n} to ${link.seq - 1n}`)];
  // The hash of the link before may itself have been changed, which was told there.
  const follows = equalBytes(link.prevHash, tip.hash) || equalBytes(link.prevHash, computed);
  return follows ? [] : [{ fault: 'chain-broken' }];
}

function eventFaults({ link, event }: ChainRow, computed: Uint8Array): readonly FaultHere[] {
  if (event === undefined) return [{ fault: 'event-missing' }];
  if (event.officeId !== link.officeId) return [{ fault: 'wrong-office' }];
  return equalBytes(computed, link.hash) ? [] : [{ fault: 'changed' }];
}

function told(fault: AuditFault, detail: string): FaultHere {
  return { fault, detail };
}
