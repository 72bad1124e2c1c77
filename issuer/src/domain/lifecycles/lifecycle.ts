/**
 * A life cycle as a table. `moves` names every state; one without moves is final. `entry` are the states in which a new
 * thing may begin. `derived` states follow from a date on the day of asking: they are shown, and never stored.
 */
export type Lifecycle<State extends string> = {
  readonly entry: readonly State[];
  readonly derived: readonly State[];
  readonly moves: Readonly<Record<State, readonly State[]>>;
};
