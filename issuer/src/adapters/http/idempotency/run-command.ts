import { setInterval, clearInterval } from 'node:timers';
import type { Request, Response } from 'express';
import * as z from 'zod';
import { sendHttpProblem } from '../problem/index.ts';
import type { Command, RouteDefinition, RouteInput } from '../route/route-definition.ts';
import { hashRequest } from './hash-request.ts';
import { type Answered, type Claim, type IdempotencyStore, LEASE_S } from './idempotency-store.ts';

/** A command that arrived, and how it is run once. */
export type ArrivedCommand = {
  readonly route: RouteDefinition;
  readonly req: Request;
  readonly res: Response;
  readonly input: RouteInput;
  readonly run: (input: RouteInput) => Promise<Answered>;
};

/** Runs a command once for its Idempotency-Key and answers what it answered; nothing when a problem was sent instead. */
export type RunCommand = (command: ArrivedCommand) => Promise<Answered | undefined>;

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
  return async ({ route, req, res, input, run }) => {
    const key = IdempotencyKey.safeParse(req.get(IDEMPOTENCY_HEADER)?.toLowerCase());
    if (!key.success) {
      sendHttpProblem(res, 'IDEMPOTENCY_KEY_MISSING');
      return undefined;
    }
    const claimed = await store.claim({
      caller: input.caller?.accountId ?? 'public',
      key: key.data,
      route: route.name,
      requestHash: hashRequest(hashKey, input),
    });
    switch (claimed.kind) {
      case 'claimed':
        return runClaimed({ store, claim: claimed.claim, run, input });
      case 'done':
        res.set(REPLAYED_HEADER, 'true');
        return claimed.answered;
      case 'running':
        res.set('Retry-After', String(claimed.retryAfterS));
        sendHttpProblem(res, 'IDEMPOTENCY_RUNNING');
        return undefined;
      case 'reused':
      default:
        sendHttpProblem(res, 'IDEMPOTENCY_KEY_REUSED');
        return undefined;
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
