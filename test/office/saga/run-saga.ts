import type { Saga, SagaPlace } from './saga-place.ts';

/** Steps of the longest way, with room for one more attempt. */
const MAX_STEPS = 24;
const COLLECTOR = { name: '样例乙', document: 'shown', relation: 'HOLDER' } as const;
export const CHOSEN_PIN = '246802';

/**
 * Takes a case from wherever it is to an active card, one step after the other, as officers at their screens would.
 * @returns number of the card that became active
 * @throws Error when a step is refused, or the way does not end
 */
export async function runSaga(saga: Saga, place: SagaPlace): Promise<string> {
  const { production, placeCard, inTransaction } = saga;
  const { clerk, producer, applicationId } = place;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const attempts = await inTransaction(producer, (tx) => tx.attempts.ofApplication(applicationId));
    const attempt = attempts.at(-1);
    if (attempt === undefined) {
      require(await production.reserveCard(producer, { applicationId }));
      continue;
    }
    const { cardNumber, state } = attempt;
    switch (state) {
      case 'RESERVED':
      case 'SIGNED':
      case 'WRITING':
        require(await production.produceCard(producer, { cardNumber, placeCard }));
        break;
      case 'WRITTEN':
        require(await production.readBackCard(producer, { cardNumber, placeCard }));
        break;
      case 'READ_BACK':
        require(await production.checkQuality(producer, { cardNumber, place: 'drawer 1' }));
        break;
      case 'HELD':
        require(await production.handOverCard(clerk, { cardNumber, collector: COLLECTOR, isOldCardReturned: false }));
        break;
      case 'HANDED_OVER':
        require(
          await production.activateCard(clerk, { cardNumber, placeCard, askPin: () => Promise.resolve(CHOSEN_PIN) }),
        );
        break;
      case 'ACTIVE':
        return cardNumber;
      case 'QA_OK':
      case 'RELEASED':
      case 'QUARANTINED':
      case 'SPOILED':
      case 'LAPSED':
        throw new Error(`stuck in ${state}`);
    }
  }
  throw new Error('the way does not end');
}

function require(outcome: { readonly ok: boolean; readonly refusal?: string }): void {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal ?? ''}`);
}
