export type { Clock } from './clock.ts';
export type { RandomSource } from './random-source.ts';
