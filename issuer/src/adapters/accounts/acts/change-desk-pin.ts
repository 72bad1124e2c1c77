import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { type AccountAct, type AccountParts, inSeconds } from '../account-parts.ts';
import { isFitDeskPin } from '../passwords/desk-pin.ts';
import { hashPassword } from '../passwords/hash-password.ts';
import type { AccountRecord } from '../records/account-record.ts';
import type { Source } from '../records/record-attempt.ts';
import type { LogIn, SignInLocked } from './log-in.ts';

/** The account, its password again, and where the request came from. */
export type DeskPinChange = { readonly account: AccountRecord; readonly password: string; readonly source: Source };

export type SetDeskPin = (
  change: DeskPinChange & { readonly pin: string },
) => Promise<Outcome<undefined, 'desk-pin-unfit' | 'credentials-wrong'> | SignInLocked>;

/** Sets the PIN that unlocks sessions of the account, in the place of one before. */
export function makeSetDeskPin(parts: AccountParts, logIn: LogIn): SetDeskPin {
  return async ({ account, password, pin, source }) => {
    if (!isFitDeskPin(pin)) return refused('desk-pin-unfit');
    const again = await logIn({ login: account.login, password, source });
    if (!again.ok) return again;
    const data = { deskPinHash: await hashPassword(pin), deskPinSetAt: inSeconds(parts.clock, 0) };
    return (await change(parts, again.value, { act: 'set-desk-pin', data, source }))
      ? ok(undefined)
      : refused('credentials-wrong');
  };
}

export type RemoveDeskPin = (
  change: DeskPinChange,
) => Promise<Outcome<undefined, 'desk-pin-missing' | 'credentials-wrong'> | SignInLocked>;

/** Takes the PIN away: the password alone unlocks again. */
export function makeRemoveDeskPin(parts: AccountParts, logIn: LogIn): RemoveDeskPin {
  return async ({ account, password, source }) => {
    const again = await logIn({ login: account.login, password, source });
    if (!again.ok) return again;
    if (again.value.deskPinHash === null) return refused('desk-pin-missing');
    return (await change(parts, again.value, { act: 'remove-desk-pin', data: NO_DESK_PIN, source }))
      ? ok(undefined)
      : refused('credentials-wrong');
  };
}

/** Columns of an account without a PIN. */
export const NO_DESK_PIN = { deskPinHash: null, deskPinSetAt: null } as const;

type Change = {
  readonly act: AccountAct['act'];
  readonly data: { readonly deskPinHash: string | null; readonly deskPinSetAt: Date | null };
  readonly source: Source;
};

/** Nothing is changed where the password was, or the roles were, since it was compared. */
function change({ database, recordAct }: AccountParts, account: AccountRecord, asked: Change): Promise<boolean> {
  const { id, epoch } = account;
  const { act, data, source } = asked;
  return database.transaction(async (tx) => {
    const changed = await tx.account.updateMany({ where: { id, epoch, state: 'ACTIVE' }, data });
    if (changed.count !== 1) return false;
    await recordAct(tx, { act, accountId: id, by: id, requestId: source.requestId });
    return true;
  });
}
