import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { AccountParts } from '../account-parts.ts';
import type { VerifyPassword } from '../passwords/hash-password.ts';
import { recordAttempt, type Source } from '../records/record-attempt.ts';
import type { SignedIn } from '../visits/signed-in.ts';
import type { GuardTries } from '../windows/guard-tries.ts';

export type DeskPinRefusal = 'desk-pin-missing' | 'desk-pin-wrong' | 'desk-pin-spent';

export type TryDeskPin = (asked: {
  readonly locked: SignedIn;
  readonly pin: string;
  readonly source: Source;
}) => Promise<Outcome<undefined, DeskPinRefusal>>;

/** The PIN at a locked session. */
export type DeskPinAtLock = {
  readonly tryDeskPin: TryDeskPin;
  /** The password was shown: the tries begin anew. */
  readonly clearTries: (visitId: string) => Promise<void>;
};

/**
 * Compares the PIN of a locked session's account. After so many wrong ones none is compared in that session any more; the
 * password still unlocks it, and brings the tries back. `tries` lasts as long as a session can.
 */
export function makeDeskPinAtLock(
  parts: AccountParts,
  { tries, verifyPassword }: { readonly tries: GuardTries; readonly verifyPassword: VerifyPassword },
): DeskPinAtLock {
  const keyOf = (visitId: string) => `desk-pin:${visitId}`;
  return {
    async tryDeskPin({ locked, pin, source }) {
      const { account, visit } = locked;
      if (account.deskPinHash === null) return refused('desk-pin-missing');
      const attempt = { login: account.login, accountId: account.id, method: 'DESK_PIN', source } as const;
      if (visit.isDeskPinSpent === true || (await tries.begin(keyOf(visit.visitId))) !== undefined) {
        await recordAttempt(parts, { ...attempt, outcome: 'locked' });
        return refused('desk-pin-spent');
      }
      const isRight = await verifyPassword(account.deskPinHash, pin);
      await recordAttempt(parts, { ...attempt, outcome: isRight ? 'right' : 'wrong' });
      if (!isRight) return refused('desk-pin-wrong');
      await tries.succeed(keyOf(visit.visitId));
      return ok(undefined);
    },
    clearTries: (visitId) => tries.succeed(keyOf(visitId)),
  };
}
