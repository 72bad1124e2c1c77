import type { AccountParts } from './account-parts.ts';
import { SESSION_TABLE } from './visits/session-store.ts';

const DAY_S = 86_400;
/** Cybersecurity Law of the PRC, art. 21: network logs are kept for six months at least. */
const ATTEMPTS_KEPT_S = 190 * DAY_S;

/** Deletes what is over: sessions, challenges, proofs, windows, and tries older than 190 days. For a job once an hour. */
export async function sweepAccounts({ database, clock }: Pick<AccountParts, 'database' | 'clock'>): Promise<void> {
  const now = new Date(clock() * 1000);
  const { pool } = database;
  await pool.query(`DELETE FROM ${SESSION_TABLE} WHERE expire < $1`, [now]);
  await pool.query('DELETE FROM passkey_challenge WHERE expires_at < $1', [now]);
  await pool.query('DELETE FROM step_up WHERE expires_at < $1', [now]);
  await pool.query('DELETE FROM rate_window WHERE ends_at < $1', [now]);
  await pool.query('DELETE FROM sign_in_attempt WHERE at < $1', [new Date((clock() - ATTEMPTS_KEPT_S) * 1000)]);
}
