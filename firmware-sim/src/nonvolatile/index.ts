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
export type { CardStorage } from './card-storage.ts';
export { decodeChipImage, encodeChipImage } from './image-codec.ts';
export { type MemoryDevice, memoryDevice } from './memory-device.ts';
export {
  loadCells,
  MemoryFailure,
  makeNonvolatile,
  type Nonvolatile,
  type ReadableMemory,
} from './nonvolatile.ts';
export { SLOT_BYTES, STATE_OFFSET, twoSlotStorage } from './two-slot-storage.ts';
