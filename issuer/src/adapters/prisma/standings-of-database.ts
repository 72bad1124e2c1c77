import { CARD_STATUS, CARD_STATUS_BITS, packStatuses } from '@residence-permit/shared/status-list';
import type { CardState } from '../../domain/lifecycles/index.ts';
import type { TakeStandings } from '../../publishing/index.ts';
import { LIST_SIZE, type Sequences } from '../../register/index.ts';
import type { Transaction } from '../database/transaction.ts';

/** States that the lists call something else than clear: all but LOST_HOLD count as revoked, also what never became good. */
const NOT_CLEAR: readonly CardState[] = [
  'LOST_HOLD',
  'QUARANTINED',
  'SPOILED',
  'REPLACED',
  'RETURNED',
  'REVOKED',
  'DESTROYED',
];

/** Status indexes of one list. */
type Row = { readonly uri: string; readonly indexes: readonly number[]; readonly held: readonly number[] };

/**
 * The standings of all cards in the database, as of one moment. Only cards that are not clear are read: of ten million a few
 * hundred thousand.
 * @param deps.rootVersion version of the root file that the authority holds
 * @param deps.findRevokedTerminals references of terminals that may no longer be used
 * @param deps.findWithdrawnGrants ids of grants that were taken back before their last day
 */
export function standingsOfDatabase(deps: {
  readonly transaction: Transaction;
  readonly rootVersion: number;
  /** List that verifiers know although no card may be on it yet. */
  readonly currentUri: string;
  readonly findRevokedTerminals: () => Promise<readonly string[]>;
  readonly findWithdrawnGrants: () => Promise<readonly Uint8Array[]>;
  /** Numbers that were used elsewhere before. */
  readonly floors: Pick<Sequences, 'bundle' | 'status'>;
}): TakeStandings {
  return async () => {
    const revokedTerminals = await deps.findRevokedTerminals();
    const withdrawnGrants = await deps.findWithdrawnGrants();
    const { bundle, status, uris, rows } = await deps.transaction(async (db) => {
      const next = async (kind: 'bundle' | 'status'): Promise<number> => {
        const where = { kind, value: { lt: deps.floors[kind] } };
        await db.publicationNumber.updateMany({ where, data: { value: deps.floors[kind] } });
        const data = { value: { increment: 1 } };
        return (await db.publicationNumber.update({ where: { kind }, data, select: { value: true } })).value;
      };
      const numbers = { bundle: await next('bundle'), status: await next('status') };
      const opened = await db.statusListOpened.findMany({ select: { uri: true } });
      const found = await db.$queryRaw<readonly Row[]>`
        SELECT status_uri AS uri,
          coalesce(array_agg(status_index) FILTER (WHERE state <> 'LOST_HOLD'), '{}') AS indexes,
          coalesce(array_agg(status_index) FILTER (WHERE state = 'LOST_HOLD'), '{}') AS held
        FROM card WHERE state = ANY(${[...NOT_CLEAR]}) GROUP BY status_uri`;
      return { ...numbers, uris: opened.map(({ uri }) => uri), rows: found };
    });
    const byUri = new Map(rows.map((row) => [row.uri, row]));
    return {
      sequences: { root: deps.rootVersion, bundle, status },
      revokedTerminals,
      withdrawnGrants,
      uris: [...new Set([deps.currentUri, ...uris])].toSorted(),
      list: (uri) => {
        const { indexes = [], held = [] } = byUri.get(uri) ?? {};
        return packStatuses({ bits: CARD_STATUS_BITS, length: LIST_SIZE, entries: entriesOf(indexes, held) });
      },
    };
  };
}

function* entriesOf(revoked: readonly number[], held: readonly number[]): Iterable<readonly [number, number]> {
  for (const index of revoked) yield [index, CARD_STATUS.REVOKED];
  for (const index of held) yield [index, CARD_STATUS.ON_HOLD];
}
