export { type AuthenticateChip, authenticateChip, type ChipAuthOutcome } from './authenticate-chip.ts';
export {
  authenticateTerminal,
  prepareTerminal,
  type ProveTerminal,
  terminalCommands,
  type TerminalCommitment,
} from './authenticate-terminal.ts';
export { type CardAccess, readCardAccess } from './card-access.ts';
export { type CardBuffers, readCapacity, SHORT_BUFFERS } from './card-buffers.ts';
export { withShortFallback } from './length-refusal.ts';
export { type CountUse, countUse } from './count-use.ts';
export { type OpenPace, type OpenPinAfterCan, openPace, openPinAfterCan } from './open-pace.ts';
export { type PacePassword, requirePasswordForm } from './pace-password.ts';
export type { PaceSession } from './pace-session.ts';
export type { RandomSource } from './random-source.ts';
export {
  type AccessLogEntry,
  type ChipFiles,
  readChipFiles,
  type StoredVersion,
  type UseCount,
} from './read-chip-files.ts';
export { fileReads, type ReadingSession, readFile } from './read-file.ts';
export { selectPermit } from './select-permit.ts';
export { type PinState, type PinStatus, readPinStatus } from './read-pin-status.ts';
export { type ChangePin, changePin, openWithPin, type UnblockPin, unblockPinWithPuk } from './replace-pin.ts';
export { setPin, unblockPin } from './set-pin.ts';
export { type OpenChannel, TerminalChannel } from './terminal-channel.ts';
export type { TerminalCredential } from './terminal-credential.ts';
export { writeRecord } from './write-record.ts';
