import { SUPPLIER_KEY_VERSION } from '../protocols/personalisation/index.ts';
import { PIN_TRIES, PUK_USES } from '../protocols/pin/index.ts';
import {
  type CardStorage,
  type ChipCells,
  type ChipKind,
  encodeChipImage,
  type KeySet,
  loadCells,
  makeNonvolatile,
  type Nonvolatile,
} from '../nonvolatile/index.ts';
import { type BitRate, makeTimeMeter, type TimeMeter } from '../timing/index.ts';
import { makeProcessor } from './processor.ts';
import type { RandomSource } from './random-source.ts';

/** A card in the field of a reader. Synchronous: nothing in it waits; the meter says what a real chip would take. */
export type Card = {
  /** One command APDU in, one response APDU out. Never throws, whatever the bytes. */
  transmit(command: Uint8Array): Uint8Array;
  /** Loss of power: volatile memory is gone. */
  reset(): void;
  readonly meter: TimeMeter;
};

/** Static SCP03 keys as the supplier delivers them, 16 bytes each. */
export type SupplierKeys = Pick<KeySet, 'enc' | 'mac' | 'dek'>;

/** 424 kbit/s, the bit rate of the designed tap (card profile 1 §9). */
const DESIGN_BIT_RATE = 424;
const CHIP_NUMBER_BYTES = 10;

/**
 * A chip as it comes from the supplier, saved to `storage` at once. `chipNumber` (10 bytes) is the key diversification
 * data; drawn at random where the supplier gives none. `bitRate` in kbit/s is that of the field, 424 if not given.
 * @throws RangeError for keys or a chip number of another length
 */
export function createBlankCard(input: {
  readonly kind: ChipKind;
  readonly supplierKeys: SupplierKeys;
  readonly chipNumber?: Uint8Array;
  readonly random: RandomSource;
  readonly storage: CardStorage;
  readonly bitRate?: BitRate;
}): Card {
  const chipNumber = input.chipNumber ?? input.random(CHIP_NUMBER_BYTES);
  requireLength('chipNumber', chipNumber, CHIP_NUMBER_BYTES);
  for (const name of ['enc', 'mac', 'dek'] as const)
    requireLength(`supplierKeys.${name}`, input.supplierKeys[name], 16);
  const keySet = { version: SUPPLIER_KEY_VERSION, ...input.supplierKeys };
  const cells = blankCells({ kind: input.kind, chipNumber, keySet });
  input.storage.save(encodeChipImage(cells));
  return cardOver(input, cells);
}

/** What a card that has an image is opened with. */
export type OpenCard = {
  readonly random: RandomSource;
  readonly storage: CardStorage;
  readonly bitRate?: BitRate;
  /** What the field does to a chip at work: it gets the meter of the time model and answers the one that the chip reports to. */
  readonly field?: (meter: TimeMeter) => TimeMeter;
};

/** The card whose image `storage` holds. @throws DecodeError IMAGE_BAD; RangeError where there is no image */
export function openCard(input: OpenCard): Card {
  return cardOver(input, loadCells(input.storage));
}

function cardOver(input: OpenCard, cells: ChipCells): Card {
  const { storage, random } = input;
  const model = makeTimeMeter({ chip: cells.kind, bitRate: input.bitRate ?? DESIGN_BIT_RATE });
  const meter = input.field?.(model) ?? model;
  const memoryOver = (now: ChipCells): Nonvolatile => makeNonvolatile({ storage, meter, cells: now });
  const powerUp = (memory: Nonvolatile) => makeProcessor({ memory, random, meter });
  let processor = powerUp(memoryOver(cells));
  const reset = (): void => {
    // What storage holds is what a real chip would find; after a save that failed it may be the old state or the new.
    processor = powerUp(memoryOver(loadCells(storage)));
  };
  return {
    meter,
    reset,
    transmit: (command) => {
      const response = processor.respond(command);
      meter.exchange(command.length, response.length);
      return response;
    },
  };
}

function blankCells(input: {
  readonly kind: ChipKind;
  readonly chipNumber: Uint8Array;
  readonly keySet: KeySet;
}): ChipCells {
  return {
    ...input,
    lifeCycle: 'blank',
    deviceKey: undefined,
    receiptKey: undefined,
    permitRef: undefined,
    can: undefined,
    puk: undefined,
    pin: undefined,
    canFailures: 0,
    pinTries: PIN_TRIES,
    pukUses: PUK_USES,
    files: new Map(),
    slots: new Map(),
    versionFloors: [],
    trustPointCertificate: undefined,
    trustPoints: [],
    rememberedDv: undefined,
    chipDate: 0,
    countDate: 0,
    uses: [],
    receiptSequence: 0,
    receipts: [],
    accessLog: [],
  };
}

function requireLength(name: string, bytes: Uint8Array, length: number): void {
  if (bytes.length !== length) throw new RangeError(`${name}: want ${length} bytes, got ${bytes.length}`);
}
