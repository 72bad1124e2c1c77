export { asDigits } from './digits.ts';
export { changeReferenceData, PIN_TRIES, PUK_USES, resetRetryCounter } from './reset-retry-counter.ts';
