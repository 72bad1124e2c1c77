export { describeFault, type FaultDescription } from './describe-fault.ts';
export { logRequests } from './log-requests.ts';
export { type LogLevel, makeLog } from './make-log.ts';
