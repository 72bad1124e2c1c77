import type { Request, RequestHandler, Response } from 'express';
import {
  type AccessRefusal,
  type Action,
  decideAccess,
  type Ground,
  type Purpose,
} from '../../../domain/rights/index.ts';
import { type Caller, type Guard, sendHttpProblem, sendProblem } from '../../http/index.ts';
import type { SignedIn } from '../visits/signed-in.ts';
import { groundOf } from './ground-of.ts';
import { RIGHT_REFUSALS } from './right-refusals.ts';

/** Lets in who is signed in. */
export const requireSignedIn: RequestHandler = (req, res, next) => {
  const { signedIn } = res.locals;
  if (signedIn === undefined) {
    sendHttpProblem(res, 'NOT_SIGNED_IN');
    return;
  }
  res.locals.caller = callerOf(signedIn, groundOf(req, undefined));
  next();
};

/**
 * Lets in who could have this right on something. What it is about is not known here: the use case asks `decideRight` with
 * `caller.subject` and `caller.ground` before it does anything.
 */
export function requireRight(
  action: Action,
  { purpose }: { readonly purpose?: Purpose | 'stated' } = {},
): RequestHandler {
  return (req: Request, res: Response, next) => {
    const { signedIn } = res.locals;
    if (signedIn === undefined) {
      sendHttpProblem(res, 'NOT_SIGNED_IN');
      return;
    }
    const ground = groundOf(req, purpose);
    const access = decideAccess({ subject: signedIn.subject, action, ground });
    if (!access.ok) {
      refuse(res, access.refusal);
      return;
    }
    res.locals.caller = callerOf(signedIn, ground);
    next();
  };
}

/** The guard of the application's routes. */
export const guardRoute: Guard = ({ access }) => {
  if (access === 'public') return (_req, _res, next) => next();
  if (access === 'signed-in') return requireSignedIn;
  return requireRight(access.action, access.purpose === undefined ? {} : { purpose: access.purpose });
};

function refuse(res: Response, refusal: AccessRefusal): void {
  if (refusal === 'no-role') sendHttpProblem(res, 'NOT_ALLOWED');
  else if (refusal === 'step-up-needed') sendHttpProblem(res, 'STEP_UP_NEEDED');
  else sendProblem(res, refusal, RIGHT_REFUSALS[refusal]);
}

/** The office is named only where all roles of the account are held for the same one. */
function callerOf({ account, subject }: SignedIn, ground: Ground): Caller {
  const offices = new Set(subject.assignments.flatMap(({ officeId }) => (officeId === undefined ? [] : [officeId])));
  const [officeId] = offices.size === 1 ? offices : [undefined];
  return { accountId: account.id, officeId, subject, ground };
}
