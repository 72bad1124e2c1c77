export {
  applyStatusDeltas,
  decodeStatusDelta,
  MAX_STATUS_DELTA_BYTES,
  type NumberedList,
  signStatusDelta,
  type StatusDelta,
  verifyStatusDelta,
} from './status-delta.ts';
export {
  CARD_STATUS,
  CARD_STATUS_BITS,
  countEntries,
  lookUp,
  packStatuses,
  type StatusBits,
  type StatusList,
} from './status-list.ts';
export {
  decodeStatusListClaims,
  encodeStatusListClaims,
  encodeStatusListMember,
  readStatusListClaims,
  readStatusListMember,
  type StatusListClaims,
} from './status-list-claims.ts';
export {
  decodeStatusListToken,
  encodeStatusListToken,
  openStatusList,
  type StatusListToken,
  verifyStatusListToken,
} from './status-list-token.ts';
