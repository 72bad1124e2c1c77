export { airTimeMs, BIT_RATES, type BitRate, type Exchange } from './air-time.ts';
export { type DeskEstimate, deskEstimate } from './desk-estimate.ts';
export { type Price, priceOf } from './price.ts';
export { CHIP_PRICES, type ChipKind, makeTimeMeter, type TimeMeter } from './time-meter.ts';
