export { makeListFees } from './list-fees.ts';
export { type FeeTaken, makeTakeFee, type TakeFeeRefusal } from './take-fee.ts';
export { makeWaiveFee, type WaiveFeeRefusal } from './waive-fee.ts';
