export { ageOverOn } from './age-over.ts';
export {
  AGE_LIMITS,
  GROUNDS,
  type Ground,
  isGround,
  isServiceClass,
  isSex,
  SERVICE_CLASSES,
  type ServiceClass,
  SEXES,
  type Sex,
} from './catalogues.ts';
export { decodeCertificateChain, encodeCertificateChain } from './certificate-chain.ts';
export * from './counted-grant.ts';
export {
  decodeDataGroup,
  encodeDataGroups,
  matchesDigests,
  type PermitDataGroups,
  splitItems,
} from './data-group-files.ts';
export { MAX_PORTRAIT_BYTES, PERMIT_ELEMENTS, type PermitElement } from './elements.ts';
export * from './endorsement.ts';
export * from './entitlement-record.ts';
export { ETHNIC_GROUPS } from './ethnic-groups.ts';
export { decodeGrant, encodeGrant, GRANT_ID_BYTES, type Grant, isCatalogueId, MAX_USES } from './grant.ts';
export { ENDORSEMENT_GRANTOR, isGrantor, MAX_GRANTOR_BYTES } from './grantor.ts';
export * from './keyed-sign1.ts';
export { DOC_TYPE, NAMESPACE } from './namespace.ts';
export * from './permit-document.ts';
export type { AgeOver, PermitIssue, PermitRecord, ReleasedFields, ResidenceFacts } from './permit-record.ts';
export {
  DO_BINDING,
  DO_COUNTED,
  DO_DATA_GROUP,
  DO_GRANTOR,
  DO_SIGNED,
  DO_SLOT,
  DO_VERSION,
  decodeEndorsementFile,
  decodeEnvelope,
  decodeSlots,
  encodeEnvelope,
  encodeSlots,
  endorsementEnvelopeMatches,
  entitlementEnvelopeMatches,
  MAX_SLOTS,
  type RecordEnvelope,
} from './record-envelope.ts';
export { MAX_VERSION, MAX_VERSION_STEP } from './versions.ts';
export * from './write-record-data.ts';
