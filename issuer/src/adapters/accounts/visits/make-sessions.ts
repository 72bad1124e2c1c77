import connectPgSimple from 'connect-pg-simple';
import type { RequestHandler } from 'express';
import session from 'express-session';
import type { AccountParts } from '../account-parts.ts';
import { SEEN_EVERY_S } from './visit.ts';

export const SESSION_TABLE = 'account_session';

const PgStore = connectPgSimple(session);

/**
 * Sessions in the database, so that every process knows them. The cookie is the browser's own until it closes; scripts and
 * other sites never send or see it. With https its name has the prefix __Host-, which binds it to this host alone.
 */
export function makeSessions(
  { database, keys, settings }: AccountParts,
  logFault: (cause: unknown) => void,
): RequestHandler {
  const secure = settings.origin.startsWith('https:');
  return session({
    name: sessionCookieName(settings.origin),
    secret: Buffer.from(keys.cookie.expose()).toString('base64url'),
    store: new PgStore({
      pool: database.pool,
      tableName: SESSION_TABLE,
      ttl: settings.idleS + 2 * SEEN_EVERY_S,
      // A visit is written when it was seen, which moves its end; nothing more is needed for each request.
      disableTouch: true,
      pruneSessionInterval: false,
      errorLog: (...causes: readonly unknown[]) => logFault(causes.find((cause) => cause instanceof Error)),
    }),
    resave: false,
    saveUninitialized: false,
    proxy: secure,
    cookie: { httpOnly: true, sameSite: 'strict', secure, path: '/' },
  });
}

/** The name of the session cookie at an origin. */
export function sessionCookieName(origin: string): string {
  return origin.startsWith('https:') ? '__Host-permit-session' : 'permit-session';
}
