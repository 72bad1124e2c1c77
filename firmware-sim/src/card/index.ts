export { type Card, createBlankCard, type OpenCard, openCard, type SupplierKeys } from './card.ts';
export { type CardDescription, describeCard, type FileDescription } from './describe-card.ts';
export {
  type CardStorage,
  type ChipKind,
  type LifeCycle,
  type MemoryDevice,
  memoryDevice,
  twoSlotStorage,
} from '../nonvolatile/index.ts';
export { memoryStorage } from './memory-storage.ts';
export type { RandomSource } from './random-source.ts';
