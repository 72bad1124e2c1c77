import { type Outcome, refused } from '@residence-permit/shared/outcome';
import type { PersonalisationState } from '../../domain/lifecycles/index.ts';
import { type Action, decideRight } from '../../domain/rights/index.ts';
import type { CaseDeps, CaseRefusal } from '../applications/index.ts';
import { onCase, targetOf, toActor } from '../applications/on-case.ts';
import type { MoveMade, Officer, SignedIn } from '../ports/index.ts';

/** Which act a move of an attempt was, for the separation of duties. */
const ACT_OF: { readonly [State in PersonalisationState]?: Action } = {
  RESERVED: 'card.produce',
  SIGNED: 'card.produce',
  WRITTEN: 'card.produce',
  QA_OK: 'card.quality-check',
  HANDED_OVER: 'card.hand-over',
};

/** Which card or case, and what is to be done. */
export type ProductionAct = { readonly action: Action } & (
  | { readonly cardNumber: string }
  | { readonly applicationId: string }
);

/**
 * Runs work on a card in production for somebody who may do this to it: asked with everything that was done on the case and
 * on the card before. Work has transactions of its own; a card takes longer than one.
 */
export async function onCard<Value, Refusal extends string>(
  deps: CaseDeps,
  by: SignedIn,
  act: ProductionAct,
  work: (officer: Officer) => Promise<Outcome<Value, Refusal>>,
): Promise<Outcome<Value, Refusal | CaseRefusal>> {
  const { officeId } = by;
  if (officeId === undefined) return refused('no-role');
  const officer = toActor(by, officeId);
  const about = await deps.inTransaction(officer, async (tx) => {
    if ('applicationId' in act) return { applicationId: act.applicationId, moves: [] };
    const attempt = await tx.attempts.findByCard(act.cardNumber);
    if (attempt === undefined) return undefined;
    const moves = await tx.history.moves('PERSONALISATION', act.cardNumber);
    return { applicationId: attempt.applicationId, moves };
  });
  if (about === undefined) return refused('case-not-found');
  const { action } = act;
  const allowed = await onCase(deps, by, { applicationId: about.applicationId, action }, (_tx, file) => {
    const earlierActs = [...file.earlierActs, ...actsOf(about.moves)];
    const target = targetOf(file.application, { ...file, earlierActs });
    return Promise.resolve(decideRight({ subject: by.subject, action, target, ground: by.ground }));
  });
  return allowed.ok ? work(officer) : allowed;
}

function actsOf(moves: readonly MoveMade[]): readonly { readonly action: Action; readonly accountId: string }[] {
  return moves.flatMap(({ to, actorId }) => {
    const action = ACT_OF[to as PersonalisationState];
    return action === undefined || actorId === undefined ? [] : [{ action, accountId: actorId }];
  });
}
