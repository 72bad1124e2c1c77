import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { ApplicationState, PersonalisationState } from '../../domain/lifecycles/index.ts';
import type { Action, RightRefusal } from '../../domain/rights/index.ts';
import type { OfficeTransaction, ProductionBatch, SignedIn } from '../ports/index.ts';
import { onStock, type StockDeps } from '../stock/on-stock.ts';

/** How far one case of a batch has come. */
export type BatchCase = {
  readonly applicationId: string;
  readonly number: string;
  readonly state: ApplicationState;
  /** The newest card of the case. */
  readonly card?: {
    readonly cardNumber: string;
    readonly state: PersonalisationState;
    /** Code of the last fault. */
    readonly lastCode?: string;
  };
};

export type BatchProgress = ProductionBatch & { readonly cases: readonly BatchCase[] };

const LISTED = 50;

/** A batch and how far each of its cases has come. */
export function makeReadBatch(deps: StockDeps) {
  return (
    by: SignedIn,
    { batchId }: { readonly batchId: string },
  ): Promise<Outcome<BatchProgress, RightRefusal | 'batch-unknown'>> =>
    onEither(deps, by, async (tx, officeId) => {
      const batch = await tx.batches.find(batchId);
      if (batch?.officeId !== officeId) return refused('batch-unknown');
      const cases = [];
      for (const id of batch.applicationIds) cases.push(await progressOf(tx, id));
      return ok({ ...batch, cases: cases.flatMap((each) => (each === undefined ? [] : [each])) });
    });
}

/** The newest batches of the caller's office. */
export function makeListBatches(deps: StockDeps) {
  return (by: SignedIn): Promise<Outcome<readonly ProductionBatch[], RightRefusal>> =>
    onEither(deps, by, async (tx, officeId) => ok(await tx.batches.list(officeId, LISTED)));
}

/** Batches are seen by those who make the cards and by those who decide. */
async function onEither<Value, Refusal extends string>(
  deps: StockDeps,
  by: SignedIn,
  work: (tx: OfficeTransaction, officeId: string) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal | RightRefusal>> {
  const run = (action: Action) => onStock(deps, by, { action }, (tx, { office }) => work(tx, office.id));
  const asMaker = await run('card.quality-check');
  return asMaker.ok || asMaker.refusal !== 'no-role' ? asMaker : run('application.decide-batch');
}

async function progressOf(tx: OfficeTransaction, applicationId: string): Promise<BatchCase | undefined> {
  const application = await tx.applications.find(applicationId);
  if (application === undefined) return undefined;
  const { number, state } = application;
  const attempt = (await tx.attempts.ofApplication(applicationId)).at(-1);
  if (attempt === undefined) return { applicationId, number, state };
  const { cardNumber, lastCode } = attempt;
  const card = { cardNumber, state: attempt.state, ...(lastCode === undefined ? {} : { lastCode }) };
  return { applicationId, number, state, card };
}
