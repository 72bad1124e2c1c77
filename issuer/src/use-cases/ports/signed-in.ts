import type { Ground, Subject } from '../../domain/rights/index.ts';

/**
 * An account that has just been authenticated, with what it may do and what it says it does it for. Every use case asks
 * `decideRight` about the thing itself, which the guard of a route cannot know yet.
 */
export type SignedIn = {
  /** UUID of the account. */
  readonly accountId: string;
  /** The office that the account works for; none for holders, reporters and departments. */
  readonly officeId: string | undefined;
  readonly requestId?: string;
  readonly subject: Subject;
  readonly ground: Ground;
};
