/** One kind of the catalogue, or one purpose: its id, its title in the language of the page, and what is laid down of it in words. */
export type Part = {
  readonly id: string;
  readonly title: string;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
};

/** What a proposal would change. */
export type Difference = {
  readonly added: readonly Part[];
  readonly removed: readonly Part[];
  readonly changed: readonly {
    readonly id: string;
    readonly title: string;
    readonly facts: readonly { readonly name: string; readonly before: string; readonly after: string }[];
  }[];
  /** In all. */
  readonly count: number;
};

/** Compares parts by their ids, and of those that are in both each fact by its name. */
export function differenceOf(before: readonly Part[], after: readonly Part[]): Difference {
  const olds = new Map(before.map((part) => [part.id, part]));
  const ids = new Set(after.map(({ id }) => id));
  const added = after.filter(({ id }) => !olds.has(id));
  const removed = before.filter(({ id }) => !ids.has(id));
  const changed = after.flatMap((part) => {
    const facts = changedFacts(olds.get(part.id), part);
    return facts.length === 0 ? [] : [{ id: part.id, title: part.title, facts }];
  });
  return { added, removed, changed, count: added.length + removed.length + changed.length };
}

function changedFacts(old: Part | undefined, { facts }: Part) {
  if (old === undefined) return [];
  const values = new Map(old.facts.map(({ name, value }) => [name, value]));
  return facts.flatMap(({ name, value }) => {
    const before = values.get(name) ?? '';
    return before === value ? [] : [{ name, before, after: value }];
  });
}
