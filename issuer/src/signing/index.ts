export { drawOnce } from './draw-once.ts';
export { makeSignEndorsement } from './sign-endorsement.ts';
export { type FindGrantorKey, type GrantorKey, makeSignEntitlements } from './sign-entitlements.ts';
export {
  makeSignPermit,
  type PermitFiles,
  type PermitSigner,
  type PermitToSign,
  RECORD_LIFE_DAYS,
} from './sign-permit.ts';
