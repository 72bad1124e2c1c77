import { type Outcome, refused } from '@residence-permit/shared/outcome';
import { isOver } from '../../domain/lifecycles/index.ts';
import { needsCard } from '../../domain/policy/index.ts';
import type { CaseDeps } from '../applications/index.ts';
import type { Appeal, Application, DecisionReason, OfficeTransaction, SignedIn } from '../ports/index.ts';
import { begunSince, endedByRefusal, restorePermit } from './restore-permit.ts';
import { type AppealFile, type AppealRefusal, moveAppeal, onAppeal } from './appeal-file.ts';

export type DecideAppeal = {
  readonly appealId: string;
  readonly outcome: 'UPHELD' | 'DISMISSED';
  /** At least one, each with its clause. */
  readonly reasons: readonly DecisionReason[];
};

export type DecideAppealRefusal =
  | AppealRefusal
  | 'wrong-state'
  | 'reasons-missing'
  | 'clause-missing'
  /** The person has begun another case meanwhile: that one goes on. */
  | 'open-case-exists'
  /** The person was given another permit meanwhile. */
  | 'permit-in-force';

/**
 * Decides an appeal: somebody new to the case. An upheld appeal against a refusal sends the case back to review, where
 * somebody else than before decides it, and brings back a permit that ended with that refusal; one against a service class is
 * followed by a case that corrects it.
 * @throws PermitError STORE_CONFLICT when another change came first
 */
export function makeDecideAppeal(deps: CaseDeps) {
  return (by: SignedIn, input: DecideAppeal): Promise<Outcome<Appeal, DecideAppealRefusal>> => {
    const { appealId, outcome, reasons } = input;
    const act = { appealId, action: 'appeal.decide' } as const;
    return onAppeal<Appeal, DecideAppealRefusal>(deps, by, act, async (tx, file) => {
      if (file.appeal.state !== 'ADMITTED') return refused('wrong-state');
      if (reasons.length === 0 || reasons.some(({ code, words }) => isBlank(code) || isBlank(words))) {
        return refused('reasons-missing');
      }
      if (reasons.some(({ clause }) => isBlank(clause))) return refused('clause-missing');
      const isReopened = outcome === 'UPHELD' && file.application.state === 'REFUSED';
      if (isReopened && (await isBeside(tx, file.application))) return refused('open-case-exists');
      const ended = isReopened ? await endedByRefusal(tx, file.application) : undefined;
      const inTheWay = ended === undefined ? undefined : await begunSince(tx, ended);
      if (inTheWay !== undefined) return refused(inTheWay);
      if (isReopened) await reopen(tx, file);
      const change = { outcome, reasons, decidedBy: by.accountId, decidedAt: file.now };
      const reason = reasons.map(({ code }) => code).join(' ');
      const decided = await moveAppeal(tx, file, { to: outcome, reason, change });
      if (ended !== undefined) await restorePermit(tx, ended, { appealId, ruleVersion: file.ruleVersion });
      return decided;
    });
  };
}

async function isBeside(tx: OfficeTransaction, { id, personId, kind }: Application): Promise<boolean> {
  return (await tx.applications.ofPerson(personId)).some(
    (other) => other.id !== id && !isOver(other.state) && needsCard(other.kind) && needsCard(kind),
  );
}

async function reopen(tx: OfficeTransaction, { application, appeal, now, ruleVersion }: AppealFile): Promise<void> {
  const { id: subjectId, state: from } = application;
  const free = application.takenBy === undefined ? application : await tx.applications.release(application);
  await tx.applications.save(free, { state: 'IN_REVIEW', waitingSince: now });
  await tx.move({
    machine: 'APPLICATION',
    subjectId,
    from,
    to: 'IN_REVIEW',
    reason: `appeal ${appeal.id}`,
    ruleVersion,
  });
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
