import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '@residence-permit/shared/bytes';
import { fromEpochDays, type PlainDate } from '@residence-permit/shared/plain-date';
import { RECORD_GROUPS, readApplicationFile } from '../file-system/index.ts';
import { type ChipKind, decodeChipImage, type LifeCycle } from '../nonvolatile/index.ts';

/** What may be shown of a card image without its holder: states, versions and digests, no content and no key. */
export type CardDescription = {
  readonly kind: ChipKind;
  readonly lifeCycle: LifeCycle;
  /** Hexadecimal, 10 bytes. */
  readonly chipNumber: string;
  readonly chipDate: PlainDate;
  readonly pinTries: number;
  readonly pukUses: number;
  readonly canFailures: number;
  readonly rememberedDv: string | undefined;
  readonly accessLogEntries: number;
  readonly receiptSequence: number;
  readonly records: readonly { readonly dataGroup: number; readonly grantor: string; readonly version: number }[];
  readonly files: readonly FileDescription[];
};

/** `fid` is the two-byte file id; `length` in bytes; `sha256` hexadecimal. */
export type FileDescription = {
  readonly name: string;
  readonly fid: number;
  readonly length: number;
  readonly sha256: string;
};

const STATIC_GROUPS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14];

/** @throws DecodeError IMAGE_BAD */
export function describeCard(imageBytes: Uint8Array): CardDescription {
  const cells = decodeChipImage(imageBytes);
  const memory = { read: <Name extends keyof typeof cells>(cell: Name) => cells[cell] };
  return {
    kind: cells.kind,
    lifeCycle: cells.lifeCycle,
    chipNumber: toHex(cells.chipNumber),
    chipDate: fromEpochDays(cells.chipDate),
    pinTries: cells.pinTries,
    pukUses: cells.pukUses,
    canFailures: cells.canFailures,
    rememberedDv: cells.rememberedDv?.reference,
    accessLogEntries: cells.accessLog.length,
    receiptSequence: cells.receiptSequence,
    records: [...cells.slots].flatMap(([dataGroup, slots]) =>
      slots.map(({ grantor, version }) => ({ dataGroup, grantor, version })),
    ),
    files: [...STATIC_GROUPS, ...RECORD_GROUPS].flatMap((group) => {
      const content = readApplicationFile(memory, group);
      return content === undefined ? [] : [describeFile(group, content)];
    }),
  };
}

function describeFile(group: number, content: Uint8Array): FileDescription {
  return { name: `DG${group}`, fid: 0x0100 + group, length: content.length, sha256: toHex(sha256(content)) };
}
