import { type Outcome, refused } from '@residence-permit/shared/outcome';
import { canMove } from '../../domain/lifecycles/index.ts';
import type { CaseDeps } from '../applications/index.ts';
import type { Appeal, SignedIn } from '../ports/index.ts';
import { type AppealRefusal, moveAppeal, onAppeal } from './appeal-file.ts';

export type WithdrawAppealRefusal = AppealRefusal | 'wrong-state';

/** Takes an appeal back before it is decided. */
export function makeWithdrawAppeal(deps: CaseDeps) {
  return (by: SignedIn, { appealId }: { readonly appealId: string }): Promise<Outcome<Appeal, WithdrawAppealRefusal>> =>
    onAppeal<Appeal, WithdrawAppealRefusal>(deps, by, { appealId, action: 'appeal.file' }, async (tx, file) => {
      if (!canMove('APPEAL', file.appeal.state, 'WITHDRAWN')) return refused('wrong-state');
      return moveAppeal(tx, file, { to: 'WITHDRAWN', reason: 'withdrawn' });
    });
}
