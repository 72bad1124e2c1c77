export { fromCvcDate, toCvcDate } from './cvc-date.ts';
export { addDays, addMonths, addYears, compareDates } from './date-arithmetic.ts';
export { dateAt, formatTdate, parseTdate } from './instant.ts';
export { fromEpochDays, type PlainDate, parsePlainDate, toEpochDays } from './plain-date.ts';
