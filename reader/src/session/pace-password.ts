import { CardError } from '@residence-permit/shared/errors';

/**
 * What opens PACE: the card access number printed on the face (CAN, 6 digits), the holder's PIN (6 digits) or the unblocking
 * code (PUK, 10 digits). TR-03110-2 §3.3
 */
export type PacePassword = { readonly kind: 'can' | 'pin' | 'puk'; readonly value: string };

const DIGITS = { can: 6, pin: 6, puk: 10 } as const satisfies Record<PacePassword['kind'], number>;

/** @throws CardError PASSWORD_WRONG: a password that no card can have is refused before it costs a try */
export function requirePasswordForm({ kind, value }: PacePassword): void {
  const digits = DIGITS[kind];
  if (value.length === digits && /^[0-9]+$/.test(value)) return;
  throw new CardError('PASSWORD_WRONG', { detail: `${kind.toUpperCase()}: want ${digits} digits` });
}
