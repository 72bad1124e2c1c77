import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { type AccessRefusal, decideAccess, type Ground } from '../../../domain/rights/index.ts';
import type { Access, Caller, ProblemCode } from '../../http/index.ts';
import type { SignedIn } from '../visits/signed-in.ts';
import { RIGHT_REFUSALS } from './right-refusals.ts';

/** Why a route lets somebody not in. */
export type EntryRefusal = AccessRefusal | 'not-signed-in';

/** What a route that names these demands of who calls it. */
export type Entry = {
  readonly signedIn: SignedIn | undefined;
  /** What the call says it is for. */
  readonly ground: Ground;
};

/**
 * Whether a route lets somebody in: anybody, anybody signed in, or who could have its right on something. What it is about is
 * not known here: the use case asks `decideRight` with `subject` and `ground` of the caller before it does anything. Answers
 * the caller; nobody where the route is public.
 */
export function judgeAccess(access: Access, { signedIn, ground }: Entry): Outcome<Caller | undefined, EntryRefusal> {
  if (access === 'public') return ok(undefined);
  if (signedIn === undefined) return refused('not-signed-in');
  if (access === 'signed-in') return ok(callerOf(signedIn, ground));
  const judged = decideAccess({ subject: signedIn.subject, action: access.action, ground });
  return judged.ok ? ok(callerOf(signedIn, ground)) : judged;
}

/** The problem that says so, with its status. */
export function entryProblemOf(refusal: EntryRefusal): { readonly code: ProblemCode; readonly status: number } {
  if (refusal === 'not-signed-in') return { code: 'NOT_SIGNED_IN', status: 401 };
  if (refusal === 'no-role') return { code: 'NOT_ALLOWED', status: 403 };
  if (refusal === 'step-up-needed') return { code: 'STEP_UP_NEEDED', status: 403 };
  return { code: refusal, status: RIGHT_REFUSALS[refusal] };
}

/** The office is named only where all roles of the account are held for the same one. */
function callerOf({ account, subject }: SignedIn, ground: Ground): Caller {
  const offices = new Set(subject.assignments.flatMap(({ officeId }) => (officeId === undefined ? [] : [officeId])));
  const [officeId] = offices.size === 1 ? offices : [undefined];
  return { accountId: account.id, officeId, subject, ground };
}
