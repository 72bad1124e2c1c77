import type { PersonKey } from './person-key.ts';

/** The keys that are out on loan in this process, by person, so that an erasure reaches them in the middle of their use. */
export class LentKeys {
  readonly #lent = new Map<string, Set<PersonKey>>();

  add(key: PersonKey): void {
    const others = this.#lent.get(key.personId) ?? new Set();
    this.#lent.set(key.personId, others.add(key));
  }

  /** Wipes a key that comes back. */
  takeBack(key: PersonKey): void {
    key.wipe();
    const others = this.#lent.get(key.personId);
    others?.delete(key);
    if (others?.size === 0) this.#lent.delete(key.personId);
  }

  /** Wipes every loan of one person. */
  recall(personId: string): void {
    for (const key of this.#lent.get(personId) ?? []) key.wipe();
  }
}
