export { type ApduEntry, LoggedTransport, MAX_LOGGED_APDUS } from './apdu-log.ts';
export { type CommandName, nameCommand, TAP_PHASES, type TapPhase } from './apdu-names.ts';
export { decodeEvidence, encodeEvidence, MAX_EVIDENCE_BYTES } from './evidence-codec.ts';
export type { RecordedCircumstances, RecordedOutcome, TapEvidence, TapMaker, TrustFile } from './evidence.ts';
export { type MakeEvidence, MAX_KEPT_TRUST_BYTES, makeEvidence } from './make-evidence.ts';
export { redactReading } from './redact-reading.ts';
export { type Difference, type Replay, replayTap } from './replay-tap.ts';
