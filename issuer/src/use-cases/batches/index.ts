export { type ApproveBatchRefusal, type BatchApproved, makeApproveBatch } from './approve-batch.ts';
export { BATCH_MAX, type BatchCaseFault } from './batch-cases.ts';
export { makeProposeBatch, type ProposeBatchRefusal } from './propose-batch.ts';
export { type BatchCase, type BatchProgress, makeListBatches, makeReadBatch } from './read-batch.ts';
export { type BatchReserved, makeReserveBatch, type ReserveBatchRefusal } from './reserve-batch.ts';
