import type { RequestHandler } from 'express';
import type { Action, Purpose } from '../../../domain/rights/index.ts';
import { type Access, type Guard, sendProblem } from '../../http/index.ts';
import { groundOf } from './ground-of.ts';
import { entryProblemOf, judgeAccess } from './judge-access.ts';

/** Lets in who is signed in. */
export const requireSignedIn: RequestHandler = letIn('signed-in');

/** Lets in who could have this right on something. */
export function requireRight(
  action: Action,
  { purpose }: { readonly purpose?: Purpose | 'stated' } = {},
): RequestHandler {
  return letIn({ action, ...(purpose === undefined ? {} : { purpose }) });
}

/** The guard of the application's routes. */
export const guardRoute: Guard = ({ access }) => letIn(access);

function letIn(access: Access): RequestHandler {
  const purpose = typeof access === 'string' ? undefined : access.purpose;
  return (req, res, next) => {
    const judged = judgeAccess(access, { signedIn: res.locals.signedIn, ground: groundOf(req, purpose) });
    if (!judged.ok) {
      const { code, status } = entryProblemOf(judged.refusal);
      sendProblem(res, code, status);
      return;
    }
    if (judged.value !== undefined) res.locals.caller = judged.value;
    next();
  };
}
