export { AUDIT_FAULTS, type AuditFault, type AuditFinding, type CheckpointKey } from '../../domain/audit/index.ts';
export { AUDIT_LAG_LIMIT_S, auditFigures, type AuditLag, auditLag, auditPart } from './audit-lag.ts';
export {
  checkpointKeyPath,
  checkpointKeysPath,
  makeCheckpointKey,
  readCheckpointKeys,
  requireOwnKey,
} from './checkpoint-key-file.ts';
export { type EventsWanted, findEvents, type PlacedEvent } from './find-events.ts';
export { makeSealEvents, type SealEvents } from './seal-events.ts';
export { makeSignCheckpoints, type SignCheckpoints } from './sign-checkpoints.ts';
export { openAuditLog } from './open-audit-log.ts';
export { type AuditSummary, type AuditToVerify, verifyAudit } from './verify-audit.ts';
export type { ChainEnd } from './verify-chains.ts';
export { type AppendNote, makeWitnessFile, readWitness, witnessLength } from './witness-file.ts';
