import type { ChainRow } from '../../domain/audit/index.ts';
import { EVENT_COLUMNS, type EventRow, LINK_COLUMNS, type LinkRow, toEvent, toLink } from './event-rows.ts';

/** Links with their events; the caller adds which, and in what order. */
export const CHAIN_ROWS = `SELECT ${LINK_COLUMNS}, ${EVENT_COLUMNS} FROM audit_link l LEFT JOIN audit_event e ON e.id = l.event_id`;

/** A row of `CHAIN_ROWS`: the columns of the event are null where it is gone. */
export type ChainRowColumns = LinkRow & (EventRow | { readonly id: null });

export function toChainRow(row: ChainRowColumns): ChainRow {
  return { link: toLink(row), event: row.id === null ? undefined : toEvent(row) };
}
