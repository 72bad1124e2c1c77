import type {
  ApproveGrantRefusal,
  ApproveWithdrawalRefusal,
  ChangeKeyRefusal,
  DecideWithdrawalRefusal,
  DeclineGrantRefusal,
  EnterGrantRefusal,
  EnterWithdrawalRefusal,
  GrantsRefusal,
  RegisterKeyRefusal,
  WriteGrantsRefusal,
} from '../../../../use-cases/grants/index.ts';
import type { RefusalStatus } from '../../route/index.ts';
import { rightRefusals } from '../applications/refusals.ts';

export const grantsRefusals = { ...rightRefusals, 'permit-not-found': 404 } as const satisfies Record<
  GrantsRefusal,
  RefusalStatus
>;

export const enterRefusals = {
  ...grantsRefusals,
  'instruction-malformed': 422,
  'key-not-good': 422,
  'signature-bad': 422,
  'already-carried-out': 409,
  'permit-terminated': 409,
  'kind-unknown': 422,
  'kind-closed': 422,
  'not-grantors-kind': 422,
  'days-reversed': 422,
  'already-over': 422,
  'limit-missing': 422,
  'period-missing': 422,
  'grade-missing': 422,
  'limit-not-wanted': 422,
  'period-not-wanted': 422,
  'grade-not-wanted': 422,
  'one-use-only': 422,
} as const satisfies Record<EnterGrantRefusal, RefusalStatus>;

export const approveRefusals = {
  ...grantsRefusals,
  'grant-unknown': 404,
  'not-proposed': 409,
  'permit-terminated': 409,
  'no-room': 409,
  'grantor-key-missing': 409,
} as const satisfies Record<ApproveGrantRefusal, RefusalStatus>;

export const declineRefusals = {
  ...grantsRefusals,
  'grant-unknown': 404,
  'not-proposed': 409,
} as const satisfies Record<DeclineGrantRefusal, RefusalStatus>;

export const enterWithdrawalRefusals = {
  ...grantsRefusals,
  'grant-unknown': 404,
  'instruction-malformed': 422,
  'key-not-good': 422,
  'signature-bad': 422,
  'not-grantors-grant': 422,
  'not-in-force': 409,
  'already-over': 422,
  'already-carried-out': 409,
  'withdrawal-open': 409,
} as const satisfies Record<EnterWithdrawalRefusal, RefusalStatus>;

export const declineWithdrawalRefusals = {
  ...grantsRefusals,
  'withdrawal-unknown': 404,
  'grant-unknown': 404,
  'not-proposed': 409,
} as const satisfies Record<DecideWithdrawalRefusal, RefusalStatus>;

export const approveWithdrawalRefusals = {
  ...declineWithdrawalRefusals,
  'not-in-force': 409,
  'too-early': 409,
} as const satisfies Record<ApproveWithdrawalRefusal, RefusalStatus>;

export const writeRefusals = {
  ...grantsRefusals,
  'attempt-unknown': 404,
  'not-active': 409,
  'card-revoked': 409,
  'card-on-hold': 409,
  'replacement-under-way': 409,
} as const satisfies Record<WriteGrantsRefusal, RefusalStatus>;

export const registerKeyRefusals = {
  ...rightRefusals,
  'key-bad': 422,
  'key-known': 409,
  'expiry-bad': 422,
} as const satisfies Record<RegisterKeyRefusal, RefusalStatus>;

export const changeKeyRefusals = {
  ...rightRefusals,
  'key-unknown': 404,
  'already-confirmed': 409,
  'key-withdrawn': 409,
} as const satisfies Record<ChangeKeyRefusal, RefusalStatus>;
