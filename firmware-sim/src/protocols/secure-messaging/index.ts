export { ChipChannel, type OpenedCommand } from './chip-channel.ts';
export { maxSealedData } from './max-sealed-data.ts';
