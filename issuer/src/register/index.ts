export { lockFile } from './file-lock.ts';
export { makeFileRegister } from './file-register.ts';
export { makeMemoryRegister } from './memory-register.ts';
export { allocateStatus, LIST_SIZE, planCard } from './plan-card.ts';
export {
  type Changed,
  findCard,
  findChip,
  findPermit,
  getCard,
  getPermit,
  type Register,
  withCard,
  withPermit,
} from './register.ts';
export {
  type CardEntry,
  type CardStage,
  type ChipEntry,
  EMPTY_REGISTER,
  type EndorsementEntry,
  type PermitEntry,
  QUARANTINE_REASONS,
  type QuarantineReason,
  type RegisterState,
  type Sequences,
  type Standing,
  type StatusPlace,
} from './register-state.ts';
