export { makeTakeInChip, type TakenIn } from './take-in-chip.ts';
