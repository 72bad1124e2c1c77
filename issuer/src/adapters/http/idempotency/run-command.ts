import { setInterval, clearInterval } from 'node:timers';
import * as z from 'zod';
import type { Command, RouteDefinition, RouteInput } from '../route/route-definition.ts';
import { hashRequest } from './hash-request.ts';
import { type Answered, type Claim, type IdempotencyStore, LEASE_S } from './idempotency-store.ts';

/** A command that arrived, and how it is run once. */
export type ArrivedCommand = {
  readonly route: RouteDefinition;
  /** The Idempotency-Key as it was sent. */
  readonly key: string | undefined;
  readonly input: RouteInput;
  readonly run: (input: RouteInput) => Promise<Answered>;
};

/** What came of a command: its answer, now or before, or why it was not run. */
export type Ran =
  | { readonly kind: 'answered'; readonly answered: Answered; readonly isReplayed: boolean }
  | { readonly kind: 'problem'; readonly code: 'IDEMPOTENCY_KEY_MISSING' | 'IDEMPOTENCY_KEY_REUSED' }
  /** Whole seconds until its lease ends. */
  | { readonly kind: 'problem'; readonly code: 'IDEMPOTENCY_RUNNING'; readonly retryAfterS: number };

/** Runs a command once for its Idempotency-Key. */
export type RunCommand = (command: ArrivedCommand) => Promise<Ran>;

export const IDEMPOTENCY_HEADER = 'Idempotency-Key';
export const REPLAYED_HEADER = 'Idempotency-Replayed';

/** The key that a client makes before it sends a command for the first time: a UUID (draft-ietf-httpapi-idempotency-key-header-07). */
export const IdempotencyKey = z.uuid();

/**
 * Same key and request: the same answer, whether the first one ran here or elsewhere. Same key and another request: 422.
 * Still running: 409 with Retry-After. `hashKey` (32 bytes) keeps the hash of a request from telling what was in it.
 */
export function makeRunCommand({
  store,
  hashKey,
}: {
  readonly store: IdempotencyStore;
  readonly hashKey: Uint8Array;
}): RunCommand {
  return async ({ route, key: sentKey, input, run }) => {
    const key = IdempotencyKey.safeParse(sentKey?.toLowerCase());
    if (!key.success) return { kind: 'problem', code: 'IDEMPOTENCY_KEY_MISSING' };
    const claimed = await store.claim({
      caller: input.caller?.accountId ?? 'public',
      key: key.data,
      route: route.name,
      requestHash: hashRequest(hashKey, input),
    });
    switch (claimed.kind) {
      case 'claimed': {
        const answered = await runClaimed({ store, claim: claimed.claim, run, input });
        return { kind: 'answered', answered, isReplayed: false };
      }
      case 'done':
        return { kind: 'answered', answered: claimed.answered, isReplayed: true };
      case 'running':
        return { kind: 'problem', code: 'IDEMPOTENCY_RUNNING', retryAfterS: claimed.retryAfterS };
      case 'reused':
      default:
        return { kind: 'problem', code: 'IDEMPOTENCY_KEY_REUSED' };
    }
  };
}

async function runClaimed({
  store,
  claim,
  run,
  input,
}: {
  readonly store: IdempotencyStore;
  readonly claim: Claim;
  readonly run: ArrivedCommand['run'];
  readonly input: RouteInput;
}): Promise<Answered> {
  let settled = false;
  const command: Command = {
    key: claim.key,
    settle: async (tx, reply) => {
      await store.settle(claim, reply, tx);
      settled = true;
    },
  };
  // An extension that fails lets the lease end, and settling then tells.
  const extension = setInterval(() => void store.extend(claim).catch(() => undefined), (LEASE_S * 1000) / 3).unref();
  try {
    const answered = await run({ ...input, command });
    if (!settled) await store.settle(claim, answered);
    return answered;
  } catch (cause) {
    // A transaction that settled and was then rolled back has taken that back too. Where it was committed this does nothing.
    await store.release(claim);
    throw cause;
  } finally {
    clearInterval(extension);
  }
}
