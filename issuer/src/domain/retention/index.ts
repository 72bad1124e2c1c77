export { type Kept, keepUntil, type RetentionAnswer, type RetentionDays, ruleFor } from './keep-until.ts';
export { ERASURE_GROUNDS, type ErasureGround } from './erasure-grounds.ts';
