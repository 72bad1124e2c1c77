export { type CancellationRefusal, makeCloseCancellation } from './close-cancellation.ts';
export type { Caller } from './decide-caller.ts';
export { type EndPermit, type EndPermitRefusal, makeEndPermit } from './end-permit.ts';
export { type EndPermitIn, makeEndPermitIn, type PermitEnd } from './end-permit-in.ts';
export { type HoldCard, type HoldRefusal, makeHoldCard } from './hold-card.ts';
export { type LiftRefusal, makeLiftHold } from './lift-hold.ts';
export { makeListLiveCards } from './list-live-cards.ts';
export { isLive, liveCardOf, moveCard } from './move-card.ts';
export { type LiveCardFile, type LiveCardRefusal, onLiveCard } from './on-live-card.ts';
export { onPermit, type PermitRefusal } from './on-permit.ts';
export { makeRemindHolds } from './remind-holds.ts';
export { makeRevokeCard, type RevokeRefusal } from './revoke-card.ts';
export {
  type BatchRevoked,
  type ConfirmRevocationRefusal,
  makeConfirmRevocation,
  makeListRevocations,
  makeRequestRevocation,
  type RequestRevocationRefusal,
  REVOCATION_BATCH_MAX,
} from './revoke-many.ts';
export { makeTakeBackCard, type TakeBackRefusal } from './take-back-card.ts';
