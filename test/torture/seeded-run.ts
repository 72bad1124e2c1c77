import { openCard, memoryDevice, twoSlotStorage, createBlankCard } from '@residence-permit/firmware-sim/card';
import { cutDevice, Power, PowerLoss } from '@residence-permit/firmware-sim/faults';
import { seededRandom } from '@residence-permit/firmware-sim/testing';
import { decodeTlv } from '@residence-permit/shared/tlv';
import { toHex } from '@residence-permit/shared/bytes';
import { CardSession } from './card-session.ts';
import type { StorageOn } from './exhaustive.ts';
import { ACTIVATION, GRANTING, PERSONALISATION, SUPPLIER_KEYS } from './life.ts';
import { whatWentBack } from './never-back.ts';
import { inShort, type ObservedState, observeDevice } from './observed-state.ts';
import { isState, predict } from './predict.ts';
import { type DrawnVisit, drawVisit } from './draw-visit.ts';
import type { Step } from './step.ts';
import type { Tally } from './tally.ts';

/** Cards that mixes begin with, made once. */
export type StartingCards = {
  readonly blank: StartingCard;
  readonly personalised: StartingCard;
  readonly active: StartingCard;
};
export type StartingCard = { readonly content: Uint8Array; readonly devicePoint: Uint8Array };

/** How often a visit loses power, out of four draws; then it is left alone. */
const CUTS = [1, 1, 1, 3] as const;
const MAX_FIRST_CUT = 12;

/** Three cards in three stages of their life, the same each time. */
export function makeStartingCards(): StartingCards {
  const device = memoryDevice();
  const card = createBlankCard({
    kind: 'modern',
    supplierKeys: SUPPLIER_KEYS,
    random: seededRandom('mixed chip'),
    storage: twoSlotStorage(device),
  });
  const blank = { content: device.content(), devicePoint: new Uint8Array(0) };
  let devicePoint: Uint8Array = blank.devicePoint;
  const live = (steps: readonly Step[]): StartingCard => {
    card.reset();
    const session = new CardSession({ transmit: (command) => card.transmit(command), seed: 'start', devicePoint });
    for (const step of steps) {
      const answer = session.perform(step);
      if (step.kind === 'get-key') devicePoint = decodeTlv(decodeTlv(answer).value).value;
    }
    return { content: device.content(), devicePoint };
  };
  const personalised = live(PERSONALISATION);
  live(ACTIVATION);
  return { blank, personalised, active: live(GRANTING) };
}

/**
 * One seed: a card at some stage, a visit drawn for it, and power lost once or three times at writes drawn for it, each torn
 * at random. After each loss the visit is repeated from its start, as a terminal would, until it is done.
 */
export function runSeed(input: {
  readonly seed: number;
  readonly cards: StartingCards;
  readonly storageOn: StorageOn;
  readonly tally: Tally;
}): void {
  const { seed, tally } = input;
  try {
    new SeededRun(input).run();
  } catch (cause) {
    tally.broken(`seed ${seed}: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

class SeededRun {
  readonly #random: (length: number) => Uint8Array;
  readonly #seed: number;
  readonly #storageOn: StorageOn;
  readonly #tally: Tally;
  readonly #inner: ReturnType<typeof memoryDevice>;
  readonly #start: StartingCard;
  readonly #visit: DrawnVisit;
  #state: ObservedState;
  readonly #maxCuts: number;
  #cuts = 0;

  constructor(input: Parameters<typeof runSeed>[0]) {
    this.#seed = input.seed;
    this.#storageOn = input.storageOn;
    this.#tally = input.tally;
    this.#random = seededRandom(`torture seed ${input.seed}`);
    this.#maxCuts = CUTS[(this.#random(1)[0] ?? 0) % CUTS.length] ?? 1;
    const drawn = drawVisit(this.#random);
    this.#visit = drawn.visit;
    this.#start = input.cards[drawn.card];
    this.#inner = memoryDevice(this.#start.content);
    this.#state = observeDevice(this.#inner.content());
  }

  run(): void {
    while (!this.#attempt()) this.#cuts += 1;
  }

  /** The visit from power-up on. False where power went. */
  #attempt(): boolean {
    const power = new Power();
    const at = 1 + ((this.#random(1)[0] ?? 0) % MAX_FIRST_CUT);
    const fault = this.#cuts < this.#maxCuts ? ({ kind: 'cut-at-write', at } as const) : undefined;
    const device = cutDevice({ inner: this.#inner, fault, power, random: this.#random });
    const card = openCard({ storage: this.#storageOn(device), random: this.#random });
    const session = new CardSession({
      seed: `${this.#seed} ${this.#cuts}`,
      devicePoint: this.#start.devicePoint,
      transmit: (command) => {
        const answer = card.transmit(command);
        if (power.lostBy !== undefined) throw new PowerLoss('torture');
        return answer;
      },
    });
    for (const step of this.#visit.stepsFor(this.#state)) {
      const allowed = predict(this.#state, step);
      try {
        this.#afterAnswer(step, session.perform(step), allowed);
      } catch (cause) {
        if (!(cause instanceof PowerLoss)) throw cause;
        this.#tally.tear(step.kind);
        this.#state = this.#foundAmong(allowed, step);
        return false;
      }
    }
    return true;
  }

  #foundAmong(allowed: readonly ObservedState[], step: Step): ObservedState {
    const found = observeDevice(this.#inner.content());
    if (!allowed.some((meant) => isState(found, meant))) throw new Error(`${step.kind}: neither old nor new`);
    const back = whatWentBack(allowed[0] ?? found, found);
    if (back.length > 0) throw new Error(`${step.kind}: went back: ${back.join(', ')}`);
    return found;
  }

  /** What was answered stands; a transaction id that the memory holds is answered with the receipt that it holds. */
  #afterAnswer(step: Step, answer: Uint8Array, allowed: readonly ObservedState[]): void {
    const found = observeDevice(this.#inner.content());
    if (!isState(found, allowed.at(-1) ?? this.#state)) throw new Error(`${step.kind}: answered, and does not stand`);
    const isOtherReceipt = step.kind === 'count' && found.get(`receipt ${toHex(step.transaction)}`) !== inShort(answer);
    if (isOtherReceipt) throw new Error('count: another receipt than the one that is kept');
    this.#state = found;
  }
}
