import type { RequestHandler } from 'express';
import session from 'express-session';
import type { AccountParts } from '../account-parts.ts';
import { SessionStore } from './session-store.ts';
import { SEEN_EVERY_S } from './visit.ts';

/**
 * The session of each request. The cookie is the browser's own until it closes; scripts and other sites never send or see it. With
 * https its name has the prefix __Host-, which binds it to this host alone.
 */
export function makeSessions(
  { database, keys, settings }: AccountParts,
  logFault: (cause: unknown) => void,
): RequestHandler {
  const secure = settings.origin.startsWith('https:');
  return session({
    name: sessionCookieName(settings.origin),
    secret: Buffer.from(keys.cookie.expose()).toString('base64url'),
    store: new SessionStore({ pool: database.pool, lifeS: settings.idleS + 2 * SEEN_EVERY_S, logFault }),
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
