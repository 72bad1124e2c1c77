import { type CborLimits, decodeCbor, encodeCbor } from '@residence-permit/shared/cbor';
import { DecodeError } from '@residence-permit/shared/errors';
import { CELL_NAMES, decodeCells, encodeCell } from './cell-table.ts';
import type { ChipCells } from './chip-cells.ts';

/** The first member of the image, so that a file of another version is named as such. */
const IMAGE_VERSION = 1;

const IMAGE_LIMITS: CborLimits = { maxBytes: 262_144, maxDepth: 8, tags: [] };

/** The whole of nonvolatile memory as bytes: `[version, {cell name => value}]` in deterministic CBOR (RFC 8949 §4.2.1). */
export function encodeChipImage(cells: ChipCells): Uint8Array {
  return encodeCbor([IMAGE_VERSION, new Map(CELL_NAMES.map((name) => [name, encodeCell(name, cells[name])]))]);
}

/** @throws DecodeError IMAGE_BAD, or a CBOR code where the bytes are no CBOR at all */
export function decodeChipImage(bytes: Uint8Array): ChipCells {
  const image = decodeCbor(bytes, IMAGE_LIMITS);
  if (!Array.isArray(image) || image.length !== 2 || image[0] !== IMAGE_VERSION) {
    throw new DecodeError('IMAGE_BAD', 0, `want an image of version ${IMAGE_VERSION}`);
  }
  const cells: unknown = image[1];
  if (!(cells instanceof Map)) throw new DecodeError('IMAGE_BAD', 0, 'want a map of cells');
  return decodeCells(cells);
}
