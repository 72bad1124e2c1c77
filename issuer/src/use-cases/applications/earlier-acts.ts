import type { ApplicationState } from '../../domain/lifecycles/index.ts';
import type { Action } from '../../domain/rights/index.ts';
import type { Application, MoveMade } from '../ports/index.ts';

/** Which action a move into a state of the case was. States that production reaches are no acts on the decision. */
const ACT_OF: { readonly [State in ApplicationState]?: Action } = {
  DRAFT: 'application.enter',
  SUPPLEMENT_REQUESTED: 'application.supplement',
  ACCEPTED: 'application.accept',
  APPROVED: 'application.decide',
  REFUSED: 'application.decide',
};

/** Who did what on a case, for the separation of duties: whoever entered it, and whoever moved it. */
export function earlierActsOf(
  application: Pick<Application, 'enteredBy'>,
  moves: readonly MoveMade[],
): readonly { readonly action: Action; readonly accountId: string }[] {
  const made = moves.flatMap(({ to, actorId }) => {
    const action = ACT_OF[to as ApplicationState];
    return action === undefined || actorId === undefined ? [] : [{ action, accountId: actorId }];
  });
  return [{ action: 'application.enter', accountId: application.enteredBy }, ...made];
}
