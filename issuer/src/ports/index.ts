export type { Clock } from './clock.ts';
export type { RandomSource } from './random-source.ts';
export type { NewId } from './new-id.ts';
