export { type EnqueueIn, makeInTransaction } from './office-transaction.ts';
