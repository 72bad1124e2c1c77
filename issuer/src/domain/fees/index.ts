export { decidePayment, type PaymentRefusal } from './decide-payment.ts';
export { type Cause, type Fee, feeOf, type WaiverGround } from './fee-of.ts';
