import type { Outcome } from '@residence-permit/shared/outcome';
import type { RecordVersion } from '../../../../domain/grants/index.ts';
import type {
  makeApproveGrant,
  makeApproveWithdrawal,
  makeConfirmDepartmentKey,
  makeDeclineGrant,
  makeDeclineWithdrawal,
  makeEnterGrant,
  makeEnterWithdrawal,
  makeListDepartmentKeys,
  makeListGrants,
  makeListWithdrawals,
  makeReadCardGrants,
  makeRegisterDepartmentKey,
  makeSettleUses,
  makeWithdrawDepartmentKey,
  WriteGrantsRefusal,
} from '../../../../use-cases/grants/index.ts';
import type { SignedIn } from '../../../../use-cases/ports/index.ts';
import type { makeListDoubleUses } from '../../../../use-cases/statistics/index.ts';
import type { PlaceCardAt } from '../production/production-use-cases.ts';

/** What the routes of grants call. */
export type GrantUseCases = {
  readonly enterGrant: ReturnType<typeof makeEnterGrant>;
  readonly approveGrant: ReturnType<typeof makeApproveGrant>;
  readonly declineGrant: ReturnType<typeof makeDeclineGrant>;
  readonly enterWithdrawal: ReturnType<typeof makeEnterWithdrawal>;
  readonly approveWithdrawal: ReturnType<typeof makeApproveWithdrawal>;
  readonly declineWithdrawal: ReturnType<typeof makeDeclineWithdrawal>;
  readonly listWithdrawals: ReturnType<typeof makeListWithdrawals>;
  readonly listGrants: ReturnType<typeof makeListGrants>;
  readonly readCardGrants: ReturnType<typeof makeReadCardGrants>;
  readonly settleUses: ReturnType<typeof makeSettleUses>;
  readonly listDoubleUses: ReturnType<typeof makeListDoubleUses>;
  readonly registerDepartmentKey: ReturnType<typeof makeRegisterDepartmentKey>;
  readonly confirmDepartmentKey: ReturnType<typeof makeConfirmDepartmentKey>;
  readonly withdrawDepartmentKey: ReturnType<typeof makeWithdrawDepartmentKey>;
  readonly listDepartmentKeys: ReturnType<typeof makeListDepartmentKeys>;
  /** Writes the card on a reader of a counter. */
  readonly writeGrants: (
    by: SignedIn,
    input: { readonly cardNumber: string; readonly placeCard: ReturnType<PlaceCardAt> },
  ) => Promise<Outcome<readonly RecordVersion[], WriteGrantsRefusal>>;
};
