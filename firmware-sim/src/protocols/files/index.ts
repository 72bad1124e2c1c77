export { accessLogWith } from './access-log.ts';
export { readBinary } from './read-binary.ts';
export { select } from './select.ts';
