export { type FieldCard, makeOpenWriteSession } from './open-write-session.ts';
export { toCredential } from './to-credential.ts';
