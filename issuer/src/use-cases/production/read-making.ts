import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { ApplicationKind } from '../../domain/policy/index.ts';
import type { PersonalisationState } from '../../domain/lifecycles/index.ts';
import type { RightRefusal } from '../../domain/rights/index.ts';
import type { OfficeTransaction, ProductionAttempt, SignedIn } from '../ports/index.ts';
import { onStock, type StockDeps } from '../stock/on-stock.ts';
import { getApplication } from './moves.ts';

/** How far the making of a card has come; nothing of whom it is for. */
export type Making = Pick<
  ProductionAttempt,
  'cardNumber' | 'applicationId' | 'state' | 'tries' | 'lastCode' | 'heldAt' | 'heldSince' | 'createdAt'
> & {
  /** The case that it is made for. */
  readonly caseNumber: string;
  readonly kind: ApplicationKind;
};

const LISTED = 100;

/** How far one card of the caller's office has come. It opens nobody's record, so that a screen may ask as often as it wants. */
export function makeReadMaking(deps: StockDeps) {
  return (
    by: SignedIn,
    { cardNumber }: { readonly cardNumber: string },
  ): Promise<Outcome<Making, RightRefusal | 'attempt-unknown'>> =>
    onStock(deps, by, { action: 'card.quality-check' }, async (tx, { office }) => {
      const attempt = await tx.attempts.findByCard(cardNumber);
      if (attempt?.officeId !== office.id) return refused('attempt-unknown');
      return ok(await makingOf(tx, attempt));
    });
}

/** Cards of the caller's office in these states, those that were begun first; 100 at most. */
export function makeListMakings(deps: StockDeps) {
  return (
    by: SignedIn,
    { states }: { readonly states: readonly PersonalisationState[] },
  ): Promise<Outcome<readonly Making[], RightRefusal>> =>
    onStock(deps, by, { action: 'card.quality-check' }, async (tx, { office }) => {
      const attempts = await tx.attempts.queue({ officeId: office.id, states, limit: LISTED });
      const found = [];
      for (const attempt of attempts) found.push(await makingOf(tx, attempt));
      return ok(found);
    });
}

async function makingOf(tx: OfficeTransaction, attempt: ProductionAttempt): Promise<Making> {
  const { cardNumber, applicationId, state, tries, lastCode, heldAt, heldSince, createdAt } = attempt;
  const { number: caseNumber, kind } = await getApplication(tx, applicationId);
  return {
    cardNumber,
    applicationId,
    caseNumber,
    kind,
    state,
    tries,
    createdAt,
    ...(lastCode === undefined ? {} : { lastCode }),
    ...(heldAt === undefined ? {} : { heldAt }),
    ...(heldSince === undefined ? {} : { heldSince }),
  };
}
