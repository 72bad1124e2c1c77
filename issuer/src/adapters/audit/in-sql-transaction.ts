import type { Pool, PoolClient } from 'pg';

/** Runs work in one transaction on a connection of the pool; `begin` names another mode than the default. */
export async function inSqlTransaction<Value>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Value>,
  begin = 'BEGIN',
): Promise<Value> {
  const client = await pool.connect();
  try {
    await client.query(begin);
    const value = await work(client);
    await client.query('COMMIT');
    client.release();
    return value;
  } catch (cause) {
    // A connection that cannot roll back is of no use to the next one.
    await client.query('ROLLBACK').then(
      () => client.release(),
      () => client.release(true),
    );
    throw cause;
  }
}
