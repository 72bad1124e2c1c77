export { openTrustBundle, signTrustBundle } from './open-bundle.ts';
export { openTrustRoot, signTrustRoot, type TrustPins } from './open-root.ts';
export { MAX_STATUS_ENTRIES, type OpenedTrust, openTrust } from './open-trust.ts';
export type { DocumentSigner, GrantorSigner, SignerEntry } from './signer-entry.ts';
export type { OpenedStatusList, Trust } from './trust.ts';
export { decodeTrustBundle, encodeTrustBundle, type TrustBundle } from './trust-bundle.ts';
export { NO_FLOORS, raiseFloors, type TrustFloors } from './trust-floors.ts';
export { decodeTrustRoot, encodeTrustRoot, type TrustRoot } from './trust-root.ts';
