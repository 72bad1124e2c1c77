import type { ResponseApdu } from '@residence-permit/shared/apdu';
import { CardError } from '@residence-permit/shared/errors';
import type { PacePassword } from './pace-password.ts';

/** The step of PACE that answered: the choice of protocol and password, an exchange of points, or the last tokens. */
export type PaceStepName = 'set-at' | 'exchange' | 'tokens';

/** Which password runs; `resumed`: inside a channel that the card access number opened. */
export type PaceAttempt = { readonly kind: PacePassword['kind']; readonly resumed: boolean };

/** 63CX: X tries are left. TR-03110-3 §B.14.1 */
const TRIES_LEFT = 0x63c0;
const SW_OK = 0x9000;

/** 6283 to MSE:Set AT: the password is deactivated, which for this profile says that no PIN was set yet. TR-03110-3 §B.11.1 */
const DEACTIVATED = 0x6283;

/**
 * Lets a step pass or says what its status word means. TR-03110-3 §B.14: 6300 or 63CX wrong password, 6983 blocked, 6985
 * suspended, 6A80 and 6A88 parameters not supported.
 * @throws CardError PASSWORD_WRONG, PASSWORD_SUSPENDED, PASSWORD_BLOCKED, PUK_SPENT, PIN_NOT_SET, PACE_FAILED
 */
export function requirePaceStep(step: PaceStepName, { sw }: ResponseApdu, attempt: PaceAttempt): void {
  if (sw === SW_OK) return;
  const triesLeft = (sw & 0xfff0) === TRIES_LEFT ? sw & 0x0f : undefined;
  if (sw === 0x6983 || triesLeft === 0) {
    throw new CardError(attempt.kind === 'puk' ? 'PUK_SPENT' : 'PASSWORD_BLOCKED', { sw });
  }
  if (step === 'set-at' && sw === DEACTIVATED) throw new CardError('PIN_NOT_SET', { sw });
  if (sw === 0x6985 && attempt.kind === 'pin') throw new CardError('PASSWORD_SUSPENDED', { sw });
  if (step === 'set-at' && triesLeft !== undefined) {
    // One try left: the chip wants the card access number first, in this session. TR-03110-2 §3.3.1
    if (triesLeft > 1 || attempt.kind !== 'pin' || attempt.resumed) return;
    throw new CardError('PASSWORD_SUSPENDED', { sw });
  }
  if (step === 'tokens' && (sw === 0x6300 || triesLeft !== undefined)) {
    throw new CardError('PASSWORD_WRONG', triesLeft === undefined ? { sw } : { sw, detail: `${triesLeft} tries left` });
  }
  throw new CardError('PACE_FAILED', { sw, detail: step });
}
