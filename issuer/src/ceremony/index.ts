export {
  type CustodianPlan,
  describeKeep,
  type KeyCeremonyPlan,
  parseCeremonyPlan,
} from './ceremony-plan.ts';
export { type Announce, makeHoldKeyCeremony, type ShareRecord } from './hold-key-ceremony.ts';
export { openOfflineHalves, type RecoveredHalves } from './offline-halves.ts';
export {
  addDocumentSigner,
  type Operation,
  OPERATIONS,
  type OperationSetting,
  renewCvca,
  renewRoot,
  renewVerifiers,
  rotateOnlineKeys,
  rotateRoot,
} from './offline-operations.ts';
export { type Packet } from './packet.ts';
export { memoryPlace, type PacketPlace, sealedFilePlace, tokenPlace } from './packet-place.ts';
export { parseSealed } from './seal-packet.ts';
export { makeSealedKeys, makeSealedMaster, openSealedMaster } from './sealed-keys.ts';
export { printTranscript } from './print-transcript.ts';
export { closeTranscript, parseTranscript, sha256Hex, type Transcript, type TranscriptBody } from './transcript.ts';
export { lastingFilesOf, publicKeysOf, verifyTranscript } from './verify-transcript.ts';
