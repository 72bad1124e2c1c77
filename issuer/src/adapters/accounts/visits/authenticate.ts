import type { RequestHandler } from 'express';
import type { AccountParts } from '../account-parts.ts';
import { findFreshProofs } from '../proofs/step-ups.ts';
import { findAccount } from '../records/account-record.ts';
import { browserOf } from './browser.ts';
import type { SignedIn } from './signed-in.ts';
import { isOpen, seenEveryS, type Visit } from './visit.ts';

/**
 * Finds out who sent the request and leaves it in `res.locals`. A visit that is too old, of an account that was changed or
 * disabled, or that cannot be read, ends here, and the request goes on as nobody's; so does one whose visit is locked.
 */
export function authenticate(parts: AccountParts): RequestHandler {
  return async (req, res, next) => {
    const browser = browserOf(req, res);
    const { visit } = browser;
    res.locals.browser = browser;
    if (visit === undefined) {
      next();
      return;
    }
    const signedIn = await findSignedIn(parts, visit);
    if (signedIn === undefined) {
      await browser.end();
      res.locals.browser = { ...browser, visit: undefined };
      next();
      return;
    }
    if (visit.isLocked === true) {
      res.locals.locked = signedIn;
      next();
      return;
    }
    const now = parts.clock();
    if (now - visit.seenAt >= seenEveryS(parts.settings.idleS)) req.session.visit = { ...visit, seenAt: now };
    res.locals.signedIn = signedIn;
    next();
  };
}

async function findSignedIn(parts: AccountParts, visit: Visit): Promise<SignedIn | undefined> {
  if (!isOpen(visit, parts.clock(), parts.settings)) return undefined;
  const [account, proofs] = await Promise.all([
    findAccount(parts.database.prisma, { id: visit.accountId }),
    findFreshProofs(parts, visit.visitId),
  ]);
  if (account?.state !== 'ACTIVE' || account.epoch !== visit.epoch) return undefined;
  const { id: accountId, personId, assignments } = account;
  const stepUps = proofs.map((proof) => proof.class);
  return { account, visit, proofs, subject: { accountId, personId, assignments, stepUps } };
}
