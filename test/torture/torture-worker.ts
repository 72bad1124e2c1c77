import { twoSlotStorage } from '@residence-permit/firmware-sim/card';
import { tearLife } from './exhaustive.ts';
import { WHOLE_LIFE } from './life.ts';
import { makeStartingCards, runSeed, type StartingCards } from './seeded-run.ts';
import { Tally } from './tally.ts';

/** What a worker is told to do; `budgetMs` is how long the exhaustive part may take. */
export type Order =
  | { readonly kind: 'exhaustive'; readonly budgetMs: number }
  | { readonly kind: 'seeds'; readonly from: number; readonly count: number; readonly budgetMs: number };

let cards: StartingCards | undefined;

process.on('message', (order: Order) => process.send?.(carryOut(order).toJSON()));

function carryOut(order: Order): Tally {
  const tally = new Tally();
  if (order.kind === 'exhaustive') {
    const began = performance.now();
    const isEnough = (): boolean => performance.now() - began > order.budgetMs;
    tearLife({ storageOn: twoSlotStorage, visits: WHOLE_LIFE, tally, isEnough });
    return tally;
  }
  cards ??= makeStartingCards();
  for (let seed = order.from; seed < order.from + order.count; seed += 1) {
    runSeed({ seed, cards, storageOn: twoSlotStorage, tally });
  }
  return tally;
}
