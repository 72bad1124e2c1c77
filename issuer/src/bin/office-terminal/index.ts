export { type FieldCard, makeOpenWriteSession } from './open-write-session.ts';
export { toCredential } from './to-credential.ts';
export { makeReadBackProcess, type ReadBackSettings } from '../read-back-process.ts';
export { makePcscReaders } from '../pcsc-readers.ts';
