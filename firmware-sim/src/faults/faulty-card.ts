import { CardError } from '@residence-permit/shared/errors';
import {
  type Card,
  type CardStorage,
  openCard,
  type MemoryDevice,
  type RandomSource,
  twoSlotStorage,
} from '../card/index.ts';
import type { BitRate } from '../timing/index.ts';
import { cutDevice } from './cut-device.ts';
import { type Fault, formatFault } from './fault.ts';
import { Power } from './power.ts';
import { weakField } from './weak-field.ts';

/**
 * A card that things happen to. It is a `CardTransport`, and it can stand in a virtual reader. `transmit` throws CardError
 * CARD_REMOVED from the loss of power on; `reset` puts the card back into the field with what its memory holds.
 */
export type FaultyCard = {
  transmit(command: Uint8Array): Promise<Uint8Array>;
  reset(): void;
  readonly meter: Card['meter'];
  /** The latest fault that took the card out of the field. */
  readonly removedBy: Fault | undefined;
};

export type FaultySetting = {
  /** Where the card is; it holds an image. */
  readonly device: MemoryDevice;
  /** Two slots on the device unless another way to commit is to be tried. */
  readonly storageOn?: (device: MemoryDevice) => CardStorage;
  readonly random: RandomSource;
  readonly bitRate?: BitRate;
  readonly faults: readonly Fault[];
  /** Decides which bit a corrupted answer loses and what of a torn write is down; the same seed does the same. */
  readonly faultRandom: RandomSource;
  /** How a slow card waits. */
  readonly wait: (ms: number) => Promise<unknown>;
};

/** @throws DecodeError IMAGE_BAD; RangeError where there is no image */
export function openFaultyCard(setting: FaultySetting): FaultyCard {
  const { faults, wait } = setting;
  const power = new Power();
  const weak = faults.find((fault) => fault.kind === 'weak-field');
  const cut = faults.find((fault) => fault.kind === 'cut-at-write');
  const device = cutDevice({ inner: setting.device, fault: cut, power, random: setting.faultRandom });
  const card = openCard({
    ...setting,
    storage: (setting.storageOn ?? twoSlotStorage)(device),
    ...(weak === undefined ? {} : { field: (meter) => weakField(meter, weak, power) }),
  });
  const delayMs = faults.reduce((sum, fault) => sum + (fault.kind === 'slow' ? fault.ms : 0), 0);
  let apdus = 0;
  let removedBy: Fault | undefined;
  const requirePower = (): void => {
    if (power.lostBy === undefined) return;
    removedBy = power.lostBy;
    throw new CardError('CARD_REMOVED', { detail: formatFault(removedBy) });
  };
  const loseAt = (kind: 'remove-at-apdu' | 'lose-answer'): void => {
    const fault = faults.find((each) => each.kind === kind && each.at === apdus);
    if (fault !== undefined) power.lose(fault);
    requirePower();
  };
  return {
    meter: card.meter,
    get removedBy() {
      return removedBy;
    },
    reset: () => {
      power.restore();
      card.reset();
    },
    transmit: async (command) => {
      apdus += 1;
      loseAt('remove-at-apdu');
      const response = card.transmit(command);
      requirePower();
      const isCorrupted = faults.some((each) => each.kind === 'corrupt-answer' && each.at === apdus);
      if (delayMs > 0) await wait(delayMs);
      loseAt('lose-answer');
      return isCorrupted ? withFlippedBit(response, setting.faultRandom) : response;
    },
  };
}

function withFlippedBit(bytes: Uint8Array, random: RandomSource): Uint8Array {
  const flipped = bytes.slice();
  const bit = new DataView(random(4).buffer).getUint32(0) % (8 * bytes.length);
  flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return flipped;
}
