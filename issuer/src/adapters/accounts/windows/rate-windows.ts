import type { Pool } from 'pg';
import type { Clock } from '../../../ports/index.ts';

/** How often something was tried in its window, and when the window ends. */
export type RateWindow = { readonly hits: number; readonly endsAt: Date };

/** Fixed windows, for all processes together. A try in a window never puts its end off. */
export type RateWindows = {
  /** Counts one try and answers the window with it. */
  take(key: string, windowS: number): Promise<RateWindow>;
  /** Takes one try back. */
  giveBack(key: string): Promise<void>;
  /** Ends the window now. */
  clear(key: string): Promise<void>;
};

/** A window that ends later than its length from now was begun under another clock, and counts as over. */
const TAKE = `
  INSERT INTO rate_window AS w (key, hits, ends_at) VALUES ($1, 1, $2)
  ON CONFLICT (key) DO UPDATE SET
    hits = CASE WHEN w.ends_at <= $3 OR w.ends_at > $2 THEN 1 ELSE w.hits + 1 END,
    ends_at = CASE WHEN w.ends_at <= $3 OR w.ends_at > $2 THEN $2 ELSE w.ends_at END
  RETURNING hits, ends_at`;

/** Keeps the windows in the database. */
export function makeRateWindows({ pool, clock }: { readonly pool: Pool; readonly clock: Clock }): RateWindows {
  return {
    async take(key, windowS) {
      const now = clock();
      const values = [key, new Date((now + windowS) * 1000), new Date(now * 1000)];
      const { rows } = await pool.query<{ hits: number; ends_at: Date }>(TAKE, values);
      const [row] = rows;
      if (row === undefined) throw new TypeError('the database counted a try and answered no row');
      return { hits: row.hits, endsAt: row.ends_at };
    },
    async giveBack(key) {
      await pool.query('UPDATE rate_window SET hits = hits - 1 WHERE key = $1 AND hits > 0', [key]);
    },
    async clear(key) {
      await pool.query('DELETE FROM rate_window WHERE key = $1', [key]);
    },
  };
}
