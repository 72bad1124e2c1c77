import type { CardTransport } from '@residence-permit/shared/apdu';
import type { KeyAgreement } from '@residence-permit/shared/pace';
import { openPace, openPinAfterCan } from './open-pace.ts';
import { requirePasswordForm } from './pace-password.ts';
import type { PaceSession } from './pace-session.ts';
import type { RandomSource } from './random-source.ts';
import { setPin, unblockPin } from './set-pin.ts';

type PinSession = {
  readonly transport: CardTransport;
  readonly random: RandomSource;
  /** Default: the portable one. */
  readonly agreement?: KeyAgreement;
};

export type ChangePin = PinSession & {
  readonly pin: string;
  readonly newPin: string;
  /** The card access number: goes first where it is given, as a PIN with one try left demands. */
  readonly can?: string;
};

/**
 * The holder's own change of PIN: a session opened with the old one, in which the card takes the new one. RESET RETRY
 * COUNTER with new reference data, ISO/IEC 7816-4 §11.5.10.
 * @throws CardError PASSWORD_WRONG, also for a new PIN that is not six digits, before any try is spent; PASSWORD_SUSPENDED
 *   where the card access number is needed first; and as `openPace`
 */
export async function changePin(request: ChangePin): Promise<void> {
  requirePasswordForm({ kind: 'pin', value: request.newPin });
  await within(await openWithPin(request), (session) => setPin(session, request.newPin));
}

export type UnblockPin = PinSession & {
  readonly puk: string;
  /** The PIN to set; undefined: the old one stays and gets its tries back. */
  readonly newPin: string | undefined;
};

/**
 * Gives the PIN its tries back with the unblocking code and, where it was forgotten, sets a new one in the same step.
 * Each call uses the unblocking code up by one, right or wrong. docs/decisions/0024
 * @throws CardError PASSWORD_WRONG, PUK_SPENT, CARD_STATUS with `sw` 6985 where no PIN was ever set; and as `openPace`
 */
export async function unblockPinWithPuk(request: UnblockPin): Promise<void> {
  const { puk, newPin, ...others } = request;
  if (newPin !== undefined) requirePasswordForm({ kind: 'pin', value: newPin });
  const session = await openPace({ ...others, password: { kind: 'puk', value: puk } });
  await within(session, () => (newPin === undefined ? unblockPin(session) : setPin(session, newPin)));
}

/** A session opened with the PIN, by the card access number first where it is given. TR-03110-2 §3.3.1 */
export function openWithPin(
  request: PinSession & { readonly pin: string; readonly can?: string },
): Promise<PaceSession> {
  const { pin, can, transport, random, agreement } = request;
  const session = { transport, random, ...(agreement === undefined ? {} : { agreement }) };
  if (can !== undefined) return openPinAfterCan({ ...session, can, pin });
  return openPace({ ...session, password: { kind: 'pin', value: pin } });
}

async function within(session: PaceSession, use: (session: PaceSession) => Promise<void>): Promise<void> {
  try {
    await use(session);
  } finally {
    session.close();
  }
}
