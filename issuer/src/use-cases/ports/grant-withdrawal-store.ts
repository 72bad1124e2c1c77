import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { WithdrawalReason } from '../../domain/grants/index.ts';
import type { GrantWithdrawalState } from '../../domain/lifecycles/index.ts';

/** The withdrawal of one grant, as its department instructed it. */
export type GrantWithdrawal = {
  readonly id: string;
  readonly grantId: string;
  readonly grantor: string;
  readonly reason: WithdrawalReason;
  /** The first day without the grant. */
  readonly from: PlainDate;
  readonly state: GrantWithdrawalState;
  /** The signed instruction as received, and the key that signed it: 16 hexadecimal digits. */
  readonly instruction: Uint8Array;
  readonly keyId: string;
  /** The department's own reference. */
  readonly reference: string;
  readonly enteredBy: string;
  readonly enteredAt: number;
  readonly decidedBy?: string;
  readonly decidedAt?: number;
  /** First version of the grantor's record that is without the grant; absent where the grant never goes to cards. */
  readonly recordVersion?: number;
  readonly version: number;
};

/** @throws PermitError STORE_CONFLICT when another change came first, or the instruction was carried out before; STORE_FAILED */
export type GrantWithdrawalStore = {
  insert(withdrawal: GrantWithdrawal): Promise<void>;
  find(id: string): Promise<GrantWithdrawal | undefined>;
  findByReference(grantor: string, reference: string): Promise<GrantWithdrawal | undefined>;
  /** In the order in which they were entered. */
  ofPermit(permitId: string): Promise<readonly GrantWithdrawal[]>;
  save(
    before: GrantWithdrawal,
    change: Required<Pick<GrantWithdrawal, 'state' | 'decidedBy' | 'decidedAt'>> &
      Pick<GrantWithdrawal, 'recordVersion'>,
  ): Promise<GrantWithdrawal>;
};
