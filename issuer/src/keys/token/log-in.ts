import type { Handle, Pkcs11Binding } from './pkcs11-binding.ts';
import { CKF, CKR, CKU_USER } from './pkcs11-constants.ts';
import { callToken, returnValueOf, TokenError, toTokenError } from './token-error.ts';
import type { TokenAddress } from './token-request.ts';

/** Starts the module, unless this process uses it already. @throws TokenError */
export function initialise(binding: Pkcs11Binding): void {
  try {
    binding.C_Initialize();
  } catch (cause) {
    if (returnValueOf(cause) !== CKR.CRYPTOKI_ALREADY_INITIALIZED) throw toTokenError(cause);
  }
}

/** The slot of the one token of that name. @throws TokenError TOKEN_ABSENT; KEY_BAD where several have it; as `requirePinTry` */
export function findSlot(binding: Pkcs11Binding, { module, tokenLabel, serial }: TokenAddress): Handle {
  const slots = callToken(() => binding.C_GetSlotList(true));
  const matching = slots.filter((slot) => {
    const info = callToken(() => binding.C_GetTokenInfo(slot));
    return info.label.trimEnd() === tokenLabel && (serial === undefined || info.serialNumber.trimEnd() === serial);
  });
  const [first] = matching;
  const which = `${tokenLabel}${serial === undefined ? '' : ` with serial number ${serial}`}`;
  if (first === undefined) throw new TokenError('TOKEN_ABSENT', { detail: `${which} in ${module}`, isLost: true });
  if (matching.length > 1) {
    throw new TokenError('KEY_BAD', {
      detail: `${matching.length} tokens are called ${which}; name the serial number`,
    });
  }
  requirePinTry(callToken(() => binding.C_GetTokenInfo(first)).flags);
  return first;
}

/**
 * A program must not burn the last try: what follows is a locked token.
 * @param flags CK_TOKEN_INFO.flags
 * @throws TokenError TOKEN_PIN_LOCKED, TOKEN_PIN_WRONG
 */
export function requirePinTry(flags: number): void {
  if ((flags & CKF.USER_PIN_LOCKED) !== 0) throw new TokenError('TOKEN_PIN_LOCKED');
  if ((flags & CKF.USER_PIN_FINAL_TRY) !== 0) throw new TokenError('TOKEN_PIN_WRONG', { detail: 'one try is left' });
}

/** @throws TokenError TOKEN_PIN_WRONG, TOKEN_PIN_LOCKED */
export function login(binding: Pkcs11Binding, session: Handle, pin: string): void {
  try {
    binding.C_Login(session, CKU_USER, pin);
  } catch (cause) {
    if (returnValueOf(cause) !== CKR.USER_ALREADY_LOGGED_IN) throw toTokenError(cause);
  }
}

/** Ends the use of the module in this process. */
export function closeModule(binding: Pkcs11Binding): void {
  try {
    binding.C_Finalize();
  } catch {
    // Nothing is lost that was not lost before: the module had ended already.
  }
  binding.close();
}
