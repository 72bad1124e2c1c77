export { listReaders } from './list-readers.ts';
export type { ListedReader } from './listed-readers.ts';
export { type OpenReader, openReader } from './open-reader.ts';
export type { PcscCard, ShareMode } from './pcsc-card.ts';
export type { PcscReader, WaitForCard } from './pcsc-reader.ts';
