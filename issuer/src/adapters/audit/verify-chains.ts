import { type AuditFinding, type ChainWalk, makeChainWalk } from '../../domain/audit/index.ts';
import { CHAIN_ROWS, type ChainRowColumns, toChainRow } from './chain-rows.ts';
import { readPages, type SqlSession } from './read-pages.ts';
import { sha256 } from './sha256.ts';

/** Where the chain of an office ends. */
export type ChainEnd = {
  readonly officeId: string;
  readonly seq: bigint;
  /** The highest number of an event in it. */
  readonly eventId: bigint;
  readonly hash: Uint8Array;
};

/** Hashes every link again, office after office. */
export async function verifyChains(given: {
  readonly session: SqlSession;
  readonly officeId: string | undefined;
  readonly report: (finding: AuditFinding) => void;
}): Promise<{ readonly links: number; readonly ends: ReadonlyMap<string, ChainEnd> }> {
  const { session, officeId, report } = given;
  const ends = new Map<string, ChainEnd>();
  let links = 0;
  let current: { readonly officeId: string; readonly walk: ChainWalk } | undefined;
  const which = officeId === undefined ? '' : 'WHERE l.office_id = $1';
  const sql = `${CHAIN_ROWS} ${which} ORDER BY l.office_id, l.seq, l.event_id`;
  for await (const page of readPages<ChainRowColumns>(session, sql, officeId === undefined ? [] : [officeId])) {
    for (const columns of page) {
      const row = toChainRow(columns);
      const { link } = row;
      if (current?.officeId !== link.officeId) current = { officeId: link.officeId, walk: makeChainWalk(sha256) };
      for (const finding of current.walk.step(row)) report(finding);
      const before = ends.get(link.officeId)?.eventId ?? 0n;
      const eventId = link.eventId > before ? link.eventId : before;
      ends.set(link.officeId, { officeId: link.officeId, seq: link.seq, eventId, hash: link.hash });
    }
    links += page.length;
  }
  return { links, ends };
}
