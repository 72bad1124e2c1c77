import type { Card } from '@residence-permit/firmware-sim/card';
import { aBlank, onReader } from '../builders/a-blank.ts';
import { readBackInProcess } from '../builders/read-back-in-process.ts';
import type { CardPlace } from './card-place.ts';

/** Chips in this process, for machines without PC/SC. */
export function makeInProcessPlace(): CardPlace {
  const chips = new Map<string, Card>();
  const chipOf = (name: string): Card => {
    const chip = chips.get(name);
    if (chip === undefined) throw new RangeError(`no card ${name}`);
    return chip;
  };
  return {
    description: 'chips in this process: no PC/SC reader was set up',
    makeBlank: (name) => {
      chips.set(name, aBlank({ seed: name }));
      return Promise.resolve();
    },
    placeCard: (name) => {
      chipOf(name).meter.reset();
      return onReader(chipOf(name))();
    },
    readBack: (name, office) => readBackInProcess({ office, placeCard: onReader(chipOf(name)) }),
    modelMs: (name) => Promise.resolve(chipOf(name).meter.modelMs),
    close: () => Promise.resolve(),
  };
}
