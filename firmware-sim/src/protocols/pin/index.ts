export { asDigits } from './digits.ts';
export { changeReferenceData, PIN_TRIES, resetRetryCounter } from './reset-retry-counter.ts';
