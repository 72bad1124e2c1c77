export { makeProveLog, type OfficeProof } from './prove-log.ts';
export { makeReadLog } from './read-log.ts';
