import { type Code, PermitError } from '@residence-permit/shared/errors';
import { CKR } from './pkcs11-constants.ts';

/** A token refused or failed. `isLost`: the session is gone, and another one may well work. */
export class TokenError extends PermitError {
  readonly isLost: boolean;
  constructor(
    code: Code,
    options: { readonly cause?: unknown; readonly detail?: string; readonly isLost?: boolean } = {},
  ) {
    const { isLost = false, ...rest } = options;
    super(code, rest);
    this.isLost = isLost;
  }
}

/** What each return value means for whoever asked; the others are SIGNER_FAILED. */
const CODE_OF_RETURN: Readonly<Record<number, Code>> = {
  [CKR.PIN_INCORRECT]: 'TOKEN_PIN_WRONG',
  [CKR.PIN_INVALID]: 'TOKEN_PIN_WRONG',
  [CKR.PIN_LEN_RANGE]: 'TOKEN_PIN_WRONG',
  [CKR.PIN_EXPIRED]: 'TOKEN_PIN_LOCKED',
  [CKR.PIN_LOCKED]: 'TOKEN_PIN_LOCKED',
  [CKR.USER_PIN_NOT_INITIALIZED]: 'TOKEN_PIN_LOCKED',
  [CKR.MECHANISM_INVALID]: 'TOKEN_MECHANISM_MISSING',
  [CKR.MECHANISM_PARAM_INVALID]: 'TOKEN_MECHANISM_MISSING',
  [CKR.CURVE_NOT_SUPPORTED]: 'TOKEN_MECHANISM_MISSING',
  [CKR.TOKEN_NOT_PRESENT]: 'TOKEN_ABSENT',
  [CKR.TOKEN_NOT_RECOGNIZED]: 'TOKEN_ABSENT',
};

/** Return values after which the session, or the whole module, is of no more use. PKCS#11 2.40 §5.1. */
const LOST: ReadonlySet<number> = new Set([
  CKR.HOST_MEMORY,
  CKR.SLOT_ID_INVALID,
  CKR.GENERAL_ERROR,
  CKR.FUNCTION_FAILED,
  CKR.DEVICE_ERROR,
  CKR.DEVICE_MEMORY,
  CKR.DEVICE_REMOVED,
  CKR.KEY_HANDLE_INVALID,
  CKR.OBJECT_HANDLE_INVALID,
  CKR.SESSION_CLOSED,
  CKR.SESSION_HANDLE_INVALID,
  CKR.TOKEN_NOT_PRESENT,
  CKR.TOKEN_NOT_RECOGNIZED,
  CKR.USER_NOT_LOGGED_IN,
  CKR.CRYPTOKI_NOT_INITIALIZED,
]);

/** Runs one call of the module and gives its failure a code. @throws TokenError */
export function callToken<Value>(call: () => Value): Value {
  try {
    return call();
  } catch (cause) {
    throw cause instanceof PermitError ? cause : toTokenError(cause);
  }
}

export function toTokenError(cause: unknown): TokenError {
  const value = returnValueOf(cause);
  const detail = cause instanceof Error ? cause.message : 'the module failed';
  if (value === undefined) return new TokenError('SIGNER_FAILED', { cause, detail });
  const isLost = LOST.has(value);
  return new TokenError(CODE_OF_RETURN[value] ?? (isLost ? 'SIGNER_UNAVAILABLE' : 'SIGNER_FAILED'), {
    cause,
    detail,
    isLost,
  });
}

/** CKR_… of an error of the binding. */
export function returnValueOf(cause: unknown): number | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'number' ? cause.code : undefined;
}
