import type { RequestHandler } from 'express';
import type { Guard, RouteDefinition } from '../http/index.ts';
import type { AccountParts } from './account-parts.ts';
import { makeDisableAccount, makeResetAccount, makeSetRoles } from './acts/change-account.ts';
import { makeChangePassword } from './acts/change-password.ts';
import { makeRemoveDeskPin, makeSetDeskPin } from './acts/change-desk-pin.ts';
import { makeCreateAccount } from './acts/create-account.ts';
import { makeLogIn } from './acts/log-in.ts';
import { makeSetUpAccount } from './acts/set-up-account.ts';
import { makeDeskPinAtLock } from './acts/try-desk-pin.ts';
import { guardRoute } from './guard/require-right.ts';
import { makeVerifyPassword } from './passwords/hash-password.ts';
import { makeConfirmTotp } from './proofs/code-generator.ts';
import { makeMayChangeFactors } from './proofs/may-change-factors.ts';
import { makeProvePresence } from './proofs/prove-presence.ts';
import { accountRoutes } from './routes/account-routes.ts';
import { deskPinRoutes } from './routes/desk-pin-routes.ts';
import { factorRoutes } from './routes/factor-routes.ts';
import { proofRoutes } from './routes/proof-routes.ts';
import { SIGN_IN_PATHS, sessionRoutes } from './routes/session-routes.ts';
import { authenticate } from './visits/authenticate.ts';
import { makeSessions } from './visits/make-sessions.ts';
import { makeGuardTries } from './windows/guard-tries.ts';
import { limitCommands, limitSignIns } from './windows/limit-requests.ts';
import { makeRateWindows } from './windows/rate-windows.ts';

/** What the application takes from here. */
export type Accounts = {
  /** In this order, before the routes: limit by address, session, who it is, limit by account. */
  readonly before: readonly RequestHandler[];
  readonly guard: Guard;
  readonly routes: readonly RouteDefinition[];
};

/** Puts signing in together. `logFault` is told when the session store fails; the request is then answered 500. */
export function makeAccounts(parts: AccountParts, logFault: (cause: unknown) => void): Accounts {
  const { database, clock, settings, keys } = parts;
  const windows = makeRateWindows({ pool: database.pool, clock });
  const tries = makeGuardTries({ windows, clock, tries: settings.tries, windowS: settings.triesWindowS });
  // As long as a session can last, so that nobody waits at a locked desk for more tries.
  const deskPinTries = makeGuardTries({ windows, clock, tries: settings.tries, windowS: settings.absoluteS });
  const verifyPassword = makeVerifyPassword(parts.random);
  const logIn = makeLogIn(parts, { tries, verifyPassword });
  const limits = { windows, settings, keys };
  return {
    before: [
      limitSignIns(limits, SIGN_IN_PATHS),
      makeSessions(parts, logFault),
      authenticate(parts),
      limitCommands(limits),
    ],
    guard: guardRoute,
    routes: [
      ...sessionRoutes(parts, {
        logIn,
        setUpAccount: makeSetUpAccount(parts, { tries }),
        changePassword: makeChangePassword(parts, logIn),
        deskPin: makeDeskPinAtLock(parts, { tries: deskPinTries, verifyPassword }),
      }),
      ...deskPinRoutes({
        setDeskPin: makeSetDeskPin(parts, logIn),
        removeDeskPin: makeRemoveDeskPin(parts, logIn),
      }),
      ...proofRoutes(parts, makeProvePresence(parts, { tries, verifyPassword })),
      ...factorRoutes(parts, {
        mayChange: makeMayChangeFactors(parts, logIn),
        confirmTotp: makeConfirmTotp(parts, tries),
      }),
      ...accountRoutes(parts, {
        createAccount: makeCreateAccount(parts),
        resetAccount: makeResetAccount(parts),
        disableAccount: makeDisableAccount(parts),
        setRoles: makeSetRoles(parts),
      }),
    ],
  };
}
