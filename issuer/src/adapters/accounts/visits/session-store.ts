import connectPgSimple from 'connect-pg-simple';
import type { Request } from 'express';
import session, { type SessionData } from 'express-session';
import type { Pool } from 'pg';

export const SESSION_TABLE = 'account_session';

type Done = (cause?: unknown) => void;

/**
 * Sessions in the database, so that every process knows them. A session comes to be where a visit begins and nowhere else: what a
 * request has to say about one that ended meanwhile is lost, where the store of the package would write the session anew.
 */
export class SessionStore extends connectPgSimple(session) {
  readonly #pool: Pool;
  readonly #lifeS: number;
  /** Ids that a visit is about to be kept under. */
  readonly #begun = new Set<string>();

  /** @param given.lifeS so many seconds after it was written last a session is gone */
  constructor(given: { readonly pool: Pool; readonly lifeS: number; readonly logFault: (cause: unknown) => void }) {
    super({
      pool: given.pool,
      tableName: SESSION_TABLE,
      ttl: given.lifeS,
      // A visit is written when it was seen, which moves its end; nothing more is needed for each request.
      disableTouch: true,
      pruneSessionInterval: false,
      errorLog: (...causes: readonly unknown[]) => given.logFault(causes.find((cause) => cause instanceof Error)),
    });
    this.#pool = given.pool;
    this.#lifeS = given.lifeS;
  }

  override regenerate(req: Request, done: Done): void {
    super.regenerate(req, (cause) => {
      this.#begun.add(req.sessionID);
      done(cause);
    });
  }

  override set(id: string, data: SessionData, done: Done = () => undefined): void {
    if (this.#begun.delete(id)) {
      super.set(id, data, done);
      return;
    }
    const until = Math.ceil(Date.now() / 1000) + this.#lifeS;
    const sql = `UPDATE ${SESSION_TABLE} SET sess = $1, expire = to_timestamp($2) WHERE sid = $3`;
    this.#pool.query(sql, [data, until, id]).then(() => done(), done);
  }
}
