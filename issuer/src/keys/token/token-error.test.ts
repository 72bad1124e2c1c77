import { describe, expect, test } from 'vitest';
import { requirePinTry } from './log-in.ts';
import { CKF, CKR } from './pkcs11-constants.ts';
import { callToken, TokenError, toTokenError } from './token-error.ts';

/** As the binding throws it. */
const returned = (code: number): Error => Object.assign(new Error('CKR_SOMETHING'), { code });

describe('a return value of a module', () => {
  test.each([
    ['PIN_INCORRECT', 'TOKEN_PIN_WRONG', false],
    ['PIN_LOCKED', 'TOKEN_PIN_LOCKED', false],
    ['PIN_EXPIRED', 'TOKEN_PIN_LOCKED', false],
    ['USER_PIN_NOT_INITIALIZED', 'TOKEN_PIN_LOCKED', false],
    ['MECHANISM_INVALID', 'TOKEN_MECHANISM_MISSING', false],
    ['CURVE_NOT_SUPPORTED', 'TOKEN_MECHANISM_MISSING', false],
    ['TOKEN_NOT_PRESENT', 'TOKEN_ABSENT', true],
    ['SESSION_HANDLE_INVALID', 'SIGNER_UNAVAILABLE', true],
    ['DEVICE_REMOVED', 'SIGNER_UNAVAILABLE', true],
    ['CRYPTOKI_NOT_INITIALIZED', 'SIGNER_UNAVAILABLE', true],
    ['USER_NOT_LOGGED_IN', 'SIGNER_UNAVAILABLE', true],
    ['KEY_TYPE_INCONSISTENT', 'SIGNER_FAILED', false],
  ] as const)('%s is %s', (name, code, isLost) => {
    const call = (): never => {
      throw returned(CKR[name]);
    };
    expect(() => callToken(call)).toThrow(expect.objectContaining({ code, isLost }));
  });

  test('that nobody knows, or a failure of the binding itself, is SIGNER_FAILED', () => {
    for (const cause of [returned(0x80000001), new Error('binding'), 'text', undefined]) {
      expect(toTokenError(cause)).toMatchObject({ code: 'SIGNER_FAILED', isLost: false });
    }
  });

  test('that has its code already keeps it', () => {
    const cause = new TokenError('KEY_BAD', { detail: 'another key' });
    expect(() =>
      callToken(() => {
        throw cause;
      }),
    ).toThrow(cause);
  });
});

describe('the flags of a token', () => {
  test.each([
    [0, undefined],
    [CKF.USER_PIN_FINAL_TRY, 'TOKEN_PIN_WRONG'],
    [CKF.USER_PIN_LOCKED, 'TOKEN_PIN_LOCKED'],
    [CKF.USER_PIN_LOCKED | CKF.USER_PIN_FINAL_TRY, 'TOKEN_PIN_LOCKED'],
  ])('%i: the PIN is tried, or %s', (flags, code) => {
    if (code === undefined) expect(() => requirePinTry(flags)).not.toThrow();
    else expect(() => requirePinTry(flags)).toThrow(expect.objectContaining({ code }));
  });
});
