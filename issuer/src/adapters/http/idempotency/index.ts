export type { Answered, Claim, Claimed, CommandName, IdempotencyStore } from './idempotency-store.ts';
export {
  IDEMPOTENCY_HEADER,
  IdempotencyKey,
  makeRunCommand,
  type Ran,
  REPLAYED_HEADER,
  type RunCommand,
} from './run-command.ts';
export { makeSqlIdempotencyStore } from './sql-idempotency-store.ts';
