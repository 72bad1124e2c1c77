export { type EnqueueIn, makeInTransaction } from './office-transaction.ts';
export { standingsOfDatabase } from './standings-of-database.ts';
