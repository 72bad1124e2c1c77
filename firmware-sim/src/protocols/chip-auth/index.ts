export { authenticateChip } from './authenticate-chip.ts';
export type { ChipAuthRun } from './chip-auth-run.ts';
export { setChipAuthTemplate } from './set-chip-auth-template.ts';
