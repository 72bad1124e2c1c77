import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { Lifecycle } from './lifecycle.ts';
import { LIFECYCLES, type Machine, type StateOf } from './lifecycles.ts';

/** The states of a machine, in the order of its table. */
export function statesOf<M extends Machine>(machine: M): readonly StateOf<M>[] {
  return Object.keys(LIFECYCLES[machine].moves) as unknown as readonly StateOf<M>[];
}

/** True for the name of a state of that machine. */
export function isState<M extends Machine>(machine: M, text: string): text is StateOf<M> {
  return Object.hasOwn(LIFECYCLES[machine].moves, text);
}

/** Where a thing may begin. */
export function entriesOf<M extends Machine>(machine: M): readonly StateOf<M>[] {
  return tableOf(machine).entry;
}

/** Where the table lets a state go; empty for a final one. */
export function movesOf<M extends Machine>(machine: M, from: StateOf<M>): readonly StateOf<M>[] {
  return tableOf(machine).moves[from];
}

/** True for a state without moves. */
export function isFinal<M extends Machine>(machine: M, state: StateOf<M>): boolean {
  return movesOf(machine, state).length === 0;
}

/** True for a state that follows from a date on the day of asking, and is never stored. */
export function isDerived<M extends Machine>(machine: M, state: StateOf<M>): boolean {
  return tableOf(machine).derived.includes(state);
}

/** True when the table has that move. A state does not move to itself. */
export function canMove<M extends Machine>(machine: M, from: StateOf<M>, to: StateOf<M>): boolean {
  return movesOf(machine, from).includes(to);
}

/** The state after that move. */
export function decideMove<M extends Machine>(
  machine: M,
  { from, to }: { readonly from: StateOf<M>; readonly to: StateOf<M> },
): Outcome<StateOf<M>, 'move-not-allowed'> {
  return canMove(machine, from, to) ? ok(to) : refused('move-not-allowed');
}

function tableOf<M extends Machine>(machine: M): Lifecycle<StateOf<M>> {
  return LIFECYCLES[machine] as unknown as Lifecycle<StateOf<M>>;
}
