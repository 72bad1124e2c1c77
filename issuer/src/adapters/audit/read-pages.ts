import type { ClientBase } from 'pg';

/** A connection; its transaction is the caller's. */
export type SqlSession = Pick<ClientBase, 'query'>;

const PAGE = 1000;

let cursors = 0;

/** Rows of a query, a page in memory at a time, whatever their number. The caller's transaction is open until the end. */
export async function* readPages<Row extends object>(
  session: SqlSession,
  sql: string,
  values: readonly unknown[] = [],
): AsyncGenerator<readonly Row[]> {
  cursors += 1;
  const name = `audit_page_${cursors}`;
  await session.query(`DECLARE ${name} NO SCROLL CURSOR FOR ${sql}`, [...values]);
  for (;;) {
    const { rows } = await session.query<Row>(`FETCH ${PAGE} FROM ${name}`);
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE) break;
  }
  await session.query(`CLOSE ${name}`);
}
