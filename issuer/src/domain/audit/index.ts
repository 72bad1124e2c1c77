export type { AuditEvent, AuditLink, Sha256 } from './audit-event.ts';
export { AUDIT_FAULTS, type AuditFault, type AuditFinding, isAboutClocks } from './audit-finding.ts';
export { type CheckpointKey, checkpointKey, formatCheckpointKey, parseCheckpointKey } from './checkpoint-key.ts';
export {
  type Checkpoint,
  CHECKPOINT_KEY_NAME,
  checkpointBytes,
  formatNote,
  parseNote,
  type SignedCheckpoint,
} from './checkpoint-note.ts';
export { CLOCK_TOLERANCE_US } from './compare-clocks.ts';
export { type ChainTip, extendChain, NO_TIP } from './extend-chain.ts';
export { type CheckpointJudge, type CheckpointSource, makeCheckpointJudge } from './judge-checkpoints.ts';
export { CHAIN_START, linkBytes, linkHash } from './link-hash.ts';
export { type ChainRow, type ChainWalk, makeChainWalk } from './walk-chain.ts';
