export { explainFault, type FaultWords } from './explain-fault.ts';
export {
  DEAD_LETTER_QUEUE,
  isQueueName,
  JOB_LEASE_S,
  JOB_QUEUES,
  type QueueName,
  type QueueRule,
} from './job-queues.ts';
export { type Jobs, type JobToEnqueue, openJobs, overTransaction } from './open-jobs.ts';
export { runHeldJobs } from './run-held-jobs.ts';
export type { CountJob, JobHandler, RunningJob } from './run-job.ts';
export { type JobHandlers, runWorkers, type Workers } from './run-workers.ts';
export * from './outbox/index.ts';
