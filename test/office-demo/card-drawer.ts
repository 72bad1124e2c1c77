import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Card, createBlankCard, openCard } from '@residence-permit/firmware-sim/card';
import { fileStorage } from '@residence-permit/firmware-sim/image';
import { toHex } from '@residence-permit/shared/bytes';
import { diversifyKeys } from '@residence-permit/shared/scp03';
import { SUPPLIER_MASTER, onReader } from '../builders/a-blank.ts';
import type { PlaceCard } from '../builders/an-office.ts';

/** Cards as image files in a folder, each named by the number of its chip. */
export type Drawer = ReturnType<typeof makeDrawer>;

const SUFFIX = '.card';
const CHIP_NUMBER_BYTES = 10;
const random = (length: number) => new Uint8Array(randomBytes(length));

/** The drawer of that folder. Whoever lays a card on a reader holds the lock of its image meanwhile. */
export function makeDrawer(folder: string) {
  const pathOf = (serial: string) => join(folder, `${serial}${SUFFIX}`);
  const open = (serial: string): Card => openCard({ storage: fileStorage(pathOf(serial)), random });
  return {
    pathOf,
    open,
    /** Serial numbers, in the order in which the blanks lie. */
    serials(): readonly string[] {
      mkdirSync(folder, { recursive: true });
      const names = readdirSync(folder).filter((name) => name.endsWith(SUFFIX));
      return names.map((name) => name.slice(0, -SUFFIX.length)).toSorted();
    },
    /** A blank of the supplier. Answers its serial number. */
    makeBlank(): string {
      mkdirSync(folder, { recursive: true });
      const chipNumber = random(CHIP_NUMBER_BYTES);
      const serial = toHex(chipNumber);
      const supplierKeys = diversifyKeys(SUPPLIER_MASTER.expose(), chipNumber);
      createBlankCard({ kind: 'modern', supplierKeys, chipNumber, random, storage: fileStorage(pathOf(serial)) });
      return serial;
    },
    /** That card on a reader of this process. */
    placeCard: (serial: string): PlaceCard => onReader(open(serial)),
  };
}
