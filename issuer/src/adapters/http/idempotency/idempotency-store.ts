import type { Refusal, SqlTransaction, StoredReply } from '../route/route-definition.ts';

/** What a command answered: a reply, or the refusal of its use case. */
export type Answered = StoredReply | Refusal;

/** A command as the caller named it. */
export type CommandName = {
  /** UUID of the account; `public` where nobody is signed in. */
  readonly caller: string;
  /** The Idempotency-Key: UUID. */
  readonly key: string;
  /** The operationId of the route. */
  readonly route: string;
  /** Keyed hash of path, query and body: 32 bytes. */
  readonly requestHash: Uint8Array;
};

/** What the store says when a command arrives. */
export type Claimed =
  /** This process runs it, under a lease. */
  | { readonly kind: 'claimed'; readonly claim: Claim }
  /** It was answered before. */
  | { readonly kind: 'done'; readonly answered: Answered }
  /** It still runs; whole seconds until the lease ends. */
  | { readonly kind: 'running'; readonly retryAfterS: number }
  /** The key was used with another request. */
  | { readonly kind: 'reused' };

/** The right to run a command and to keep its answer. */
export type Claim = { readonly caller: string; readonly key: string; readonly claimId: string };

/** Where commands and their answers are kept. */
export type IdempotencyStore = {
  claim(command: CommandName): Promise<Claimed>;
  /** Keeps the answer, in the transaction given. @throws PermitError STORE_CONFLICT when the claim is not held any more */
  settle(claim: Claim, answered: Answered, tx?: SqlTransaction): Promise<void>;
  /** Puts the end of the lease off, while the command runs. */
  extend(claim: Claim): Promise<void>;
  /** Gives an unanswered command free after a fault, so that it can be sent again at once. */
  release(claim: Claim): Promise<void>;
  /** Deletes up to 1000 answers whose time is over; answers how many. */
  expire(): Promise<number>;
};

/** While a command runs, its lease is put off three times in its length. */
export const LEASE_S = 30;
