export { ANSWER_IDS, type AnswerId, isAnswerId } from './answer.ts';
export { DEFAULT_PURPOSES, findPurpose } from './default-purposes.ts';
export type { Purpose, Titles } from './purpose.ts';
