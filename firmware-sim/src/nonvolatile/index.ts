export type {
  AccessLogEntry,
  CellName,
  ChipCells,
  ChipKind,
  KeptReceipt,
  KeySet,
  LifeCycle,
  RememberedDv,
  StaticKey,
  TrustPoint,
  UseCount,
  VersionFloor,
} from './chip-cells.ts';
export { decodeChipImage, encodeChipImage } from './image-codec.ts';
export {
  type CardStorage,
  loadCells,
  MemoryFailure,
  makeNonvolatile,
  type Nonvolatile,
  type ReadableMemory,
} from './nonvolatile.ts';
