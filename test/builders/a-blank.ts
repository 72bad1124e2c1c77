import {
  type Card,
  type CardStorage,
  type ChipKind,
  createBlankCard,
  memoryStorage,
} from '@residence-permit/firmware-sim/card';
import { inProcessTransport } from '@residence-permit/firmware-sim/transports/in-process';
import { MasterKey } from '@residence-permit/issuer/authority';
import { fromHex } from '@residence-permit/shared/bytes';
import { diversifyKeys } from '@residence-permit/shared/scp03';
import type { PlaceCard } from './an-office.ts';
import { seededRandom } from './seeded-random.ts';

/** Batch key of the invented supplier whose stock the tests use; `permit-card new --supplier-key` takes it as hex digits. */
export const SUPPLIER_MASTER_HEX = '5265736964656e6365537570706c6965';
export const SUPPLIER_MASTER = new MasterKey(fromHex(SUPPLIER_MASTER_HEX));

/** A chip as the supplier delivers it, in this process. */
export function aBlank(options: {
  readonly seed: string;
  readonly kind?: ChipKind;
  /** Where the card is kept, for tests that look into its memory. */
  readonly storage?: CardStorage;
}): Card {
  const random = seededRandom(`chip ${options.seed}`);
  const chipNumber = random(10);
  const supplierKeys = diversifyKeys(SUPPLIER_MASTER.expose(), chipNumber);
  const storage = options.storage ?? memoryStorage();
  return createBlankCard({ kind: options.kind ?? 'modern', supplierKeys, chipNumber, random, storage });
}

/** Puts a card on the reader: its power goes off and on before each session. */
export function onReader(chip: Card): PlaceCard {
  return () => {
    chip.reset();
    return Promise.resolve({ transport: inProcessTransport(chip), release: () => Promise.resolve() });
  };
}
