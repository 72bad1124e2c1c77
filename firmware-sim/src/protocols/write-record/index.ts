export { writeRecord } from './write-record.ts';
