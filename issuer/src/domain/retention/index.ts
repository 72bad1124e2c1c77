export { type Kept, keepUntil, type RetentionAnswer, type RetentionDays, ruleFor } from './keep-until.ts';
