import type { Clock, RandomSource } from '../../ports/index.ts';
import type { Database, TransactionClient } from '../database/index.ts';
import type { AccountKeys } from './settings/account-keys.ts';
import type { AccountSettings } from './settings/account-settings.ts';

/** Something that was done to an account, for the audit log: references only. */
export type AccountAct = {
  readonly act:
    | 'create'
    | 'reset'
    | 'disable'
    | 'set-roles'
    | 'set-up'
    | 'change-password'
    | 'set-desk-pin'
    | 'remove-desk-pin'
    | 'add-factor'
    | 'remove-factor';
  /** UUID of the account that it was done to. */
  readonly accountId: string;
  /** UUID of the account that did it; nothing for the first one, which the command line makes. */
  readonly by: string | undefined;
  readonly requestId: string | undefined;
};

/** What everything about accounts stands on. */
export type AccountParts = {
  readonly database: Pick<Database, 'prisma' | 'pool' | 'transaction'>;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly keys: AccountKeys;
  readonly settings: AccountSettings;
  /** Writes the act into the audit log, in the transaction of the act. */
  readonly recordAct: (tx: TransactionClient, act: AccountAct) => Promise<void>;
};

/** The point in time so many seconds after the clock's now. */
export function inSeconds(clock: Clock, seconds: number): Date {
  return new Date((clock() + seconds) * 1000);
}
