export { type ApproveBatchRefusal, type BatchApproved, makeApproveBatch } from './approve-batch.ts';
export { BATCH_MAX, type BatchCaseFault } from './batch-cases.ts';
export { makeProposeBatch, type ProposeBatchRefusal } from './propose-batch.ts';
export {
  type BatchProduction,
  makeWorkAtReader,
  type ReaderInReach,
} from './work-at-reader.ts';
export { type BatchCase, type BatchProgress, type RunProgress, makeListBatches, makeReadBatch } from './read-batch.ts';
export { type BatchReserved, makeReserveBatch, type ReserveBatchRefusal } from './reserve-batch.ts';
export { BATCH_QUEUE, makeStartRun, type ReaderJob, type RunStarted, type StartRunRefusal } from './start-run.ts';
export { makeStopRun, type StopRunRefusal } from './stop-run.ts';
