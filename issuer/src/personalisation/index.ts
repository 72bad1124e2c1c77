export { type CardContent, type CardSecrets, targetsOf } from './card-file-targets.ts';
export { type HandOverSecrets, type InspectRefusal, makeInspectCard } from './inspect-card.ts';
export { type JobStore, makeFileJobStore, makeMemoryJobStore, type PersonalisationJob } from './job-store.ts';
export { makeOpenPersonalisation } from './open-personalisation.ts';
export { makePersonaliseCard, type OpenPersonalisation, type PersonaliseRefusal } from './personalise-card.ts';
export { findDefects, type ReadBack, type ReadBackReport } from './read-back.ts';
