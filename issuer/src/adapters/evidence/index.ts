export { EVIDENCE_ADDRESS_BYTES, evidenceAddress } from './evidence-address.ts';
export { type EvidenceFolder, makeEvidenceFiles } from './evidence-files.ts';
export {
  EVIDENCE_MAX_BYTES,
  EVIDENCE_UPLOAD_MAX_BYTES,
  type EvidenceMediaType,
  type EvidenceRefusal,
  type ExaminedFile,
  PICTURE_MAX_PIXELS,
  PICTURE_MAX_SIDE,
} from './examine/evidence-limits.ts';
export { examineEvidence } from './examine/examine-evidence.ts';
export { readUpload } from './read-upload.ts';
export { type EvidenceSweep, SWEEP_GRACE_MS, sweepEvidence } from './sweep-evidence.ts';
export { makePortrait, type PortraitOutcome } from './portrait/make-portrait.ts';
