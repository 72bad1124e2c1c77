import { type Outcome, refused } from '@residence-permit/shared/outcome';
import type { CaseDeps } from '../applications/index.ts';
import type { Appeal, SignedIn } from '../ports/index.ts';
import { type AppealRefusal, moveAppeal, onAppeal } from './appeal-file.ts';

export type AdmitAppealRefusal = AppealRefusal | 'wrong-state' | 'reason-blank';

/** Admits an appeal, or tells why it cannot be. */
export function makeAdmitAppeal(deps: CaseDeps) {
  return (
    by: SignedIn,
    input: {
      readonly appealId: string;
      readonly verdict: 'ADMITTED' | 'INADMISSIBLE';
      /** Needed where it is not admitted; without personal data. */
      readonly reason: string;
    },
  ): Promise<Outcome<Appeal, AdmitAppealRefusal>> => {
    const { appealId, verdict: to, reason } = input;
    const act = { appealId, action: 'appeal.decide' } as const;
    return onAppeal<Appeal, AdmitAppealRefusal>(deps, by, act, async (tx, file) => {
      if (file.appeal.state !== 'FILED') return refused('wrong-state');
      if (to === 'INADMISSIBLE' && reason.trim() === '') return refused('reason-blank');
      const change = { admittedBy: by.accountId };
      return moveAppeal(tx, file, { to, reason: reason.trim() || 'admitted', change });
    });
  };
}
