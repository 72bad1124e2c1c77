import { type Machine, MACHINES } from './lifecycles.ts';
import { entriesOf, isDerived, movesOf, statesOf } from './moves.ts';

/** One move that the database lets through. */
export type LifecycleRow = { readonly machine: Machine; readonly from: string; readonly to: string };

/** One state in which the database lets a row begin. */
export type EntryRow = { readonly machine: Machine; readonly state: string };

/**
 * Every move between stored states, machine by machine, for the table `lifecycle_transition`. Moves from or to a derived
 * state are left out: nothing writes them.
 */
export function lifecycleRows(): readonly LifecycleRow[] {
  return MACHINES.flatMap((machine) =>
    statesOf(machine)
      .filter((from) => !isDerived(machine, from))
      .flatMap((from) =>
        movesOf(machine, from)
          .filter((to) => !isDerived(machine, to))
          .map((to) => ({ machine, from, to })),
      ),
  );
}

/** Every state in which a thing may begin, machine by machine. */
export function entryRows(): readonly EntryRow[] {
  return MACHINES.flatMap((machine) => entriesOf(machine).map((state) => ({ machine, state })));
}
