import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { sendHttpProblem } from '../../http/index.ts';
import { type AccountKeys, tagOf } from '../settings/account-keys.ts';
import type { AccountSettings } from '../settings/account-settings.ts';
import type { RateWindows } from './rate-windows.ts';
import { WindowStore } from './window-store.ts';

const MINUTE_S = 60;
const COMMANDS = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

type LimitParts = {
  readonly windows: RateWindows;
  readonly settings: AccountSettings;
  readonly keys: AccountKeys;
};

/** Limits signing in by address: one in IPv4, the /56 of its network in IPv6. Only a tag of it is kept. */
export function limitSignIns({ windows, settings, keys }: LimitParts, paths: ReadonlySet<string>): RequestHandler {
  const limit = makeLimit({
    store: new WindowStore({ prefix: 'sign-in:', windows, windowS: MINUTE_S }),
    limit: settings.signInsPerMinute,
    keyOf: (req) => Buffer.from(tagOf(keys.tag, ipKeyGenerator(req.ip ?? ''))).toString('base64url'),
  });
  return (req, res, next) => (req.method === 'POST' && paths.has(req.path) ? limit(req, res, next) : next());
}

/** Limits the commands of an account. What nobody signed in for is limited by its own guard. */
export function limitCommands({ windows, settings }: LimitParts): RequestHandler {
  const limit = makeLimit({
    store: new WindowStore({ prefix: 'command:', windows, windowS: MINUTE_S }),
    limit: settings.commandsPerMinute,
    keyOf: (_req, res) => res.locals.signedIn?.account.id ?? '',
  });
  return (req, res, next) =>
    res.locals.signedIn !== undefined && COMMANDS.has(req.method) ? limit(req, res, next) : next();
}

/** Headers RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers-08), and Retry-After with the refusal. */
function makeLimit(options: {
  readonly store: WindowStore;
  readonly limit: number;
  readonly keyOf: (req: Request, res: Response) => string;
}) {
  return rateLimit({
    windowMs: MINUTE_S * 1000,
    limit: options.limit,
    store: options.store,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    passOnStoreError: false,
    keyGenerator: options.keyOf,
    handler: (_req, res) => sendHttpProblem(res, 'RATE_LIMITED'),
  });
}
