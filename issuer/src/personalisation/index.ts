export { CHIP_UNTOUCHED, STOPS_BATCH, STOPS_STATION, WRONG_CHIP } from './batch-faults.ts';
export { type CardContent, type CardSecrets, targetsOf } from './card-file-targets.ts';
export { forgetFinishedJobs } from './forget-finished-jobs.ts';
export { type HandOverSecrets, type InspectRefusal, makeInspectCard } from './inspect-card.ts';
export {
  decodeJob,
  encodeJob,
  type JobStore,
  makeFileJobStore,
  makeMemoryJobStore,
  type PersonalisationJob,
  type PersonalisationStep,
} from './job-store.ts';
export { OFFICE_KEY_VERSION, SUPPLIER_KEY_VERSION } from './key-versions.ts';
export { makeOpenPersonalisation } from './open-personalisation.ts';
export { makePersonaliseCard, type OpenPersonalisation, type PersonaliseRefusal } from './personalise-card.ts';
export { makeQuarantineCard, type QuarantineRefusal } from './quarantine-card.ts';
export { findDefects, type ReadBack, type ReadBackReport } from './read-back.ts';
export {
  type BatchProgress,
  type BatchResult,
  makeRunBatch,
  type ProduceCard,
  type Station,
} from './run-batch.ts';
export { type FindStaticKeys, Scp03Channel } from './scp03-channel.ts';
