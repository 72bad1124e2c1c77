import { SecretKey } from './secret-key.ts';

type Entry = { readonly key: SecretKey; readonly untilMs: number };

/** How many keys are kept, and how long each at most. */
export type KeyCacheLimits = { readonly entries: number; readonly lifeMs: number };

/** Unwrapped keys of persons: the least recently used goes first, none outlives its time, and what goes is wiped. */
export class KeyCache {
  readonly #limits: KeyCacheLimits;
  readonly #monotonicMs: () => number;
  /** In order of last use. */
  readonly #entries = new Map<string, Entry>();
  /** No entry ends before. */
  #nextEndMs = Infinity;

  /** @param options.monotonicMs a clock that never goes back, in milliseconds */
  constructor(options: { readonly limits: KeyCacheLimits; readonly monotonicMs: () => number }) {
    this.#limits = options.limits;
    this.#monotonicMs = options.monotonicMs;
  }

  /** A copy that the caller owns and wipes. */
  find(personId: string): Uint8Array | undefined {
    this.#dropOld();
    const entry = this.#entries.get(personId);
    if (entry === undefined) return undefined;
    this.#entries.delete(personId);
    this.#entries.set(personId, entry);
    return entry.key.expose().slice();
  }

  /** Keeps a copy. A key that is there keeps its end: use does not lengthen its life. */
  keep(personId: string, key: Uint8Array): void {
    if (this.#entries.has(personId) || this.#limits.entries < 1) return;
    const untilMs = this.#monotonicMs() + this.#limits.lifeMs;
    this.#entries.set(personId, { key: new SecretKey(key), untilMs });
    this.#nextEndMs = Math.min(this.#nextEndMs, untilMs);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#limits.entries && oldest !== undefined) this.drop(oldest);
  }

  drop(personId: string): void {
    this.#entries.get(personId)?.key.wipe();
    this.#entries.delete(personId);
  }

  clear(): void {
    for (const personId of this.#entries.keys()) this.drop(personId);
  }

  #dropOld(): void {
    const now = this.#monotonicMs();
    if (now < this.#nextEndMs) return;
    this.#nextEndMs = Infinity;
    for (const [personId, { untilMs }] of this.#entries) {
      if (untilMs <= now) this.drop(personId);
      else this.#nextEndMs = Math.min(this.#nextEndMs, untilMs);
    }
  }
}
