export { inProcessTransport } from './in-process-transport.ts';
