import type { Store } from 'express-rate-limit';
import type { RateWindows } from './rate-windows.ts';

/** The windows as express-rate-limit asks for them. `prefix` keeps its keys apart from those of other limits. */
export class WindowStore implements Store {
  readonly localKeys = false;
  readonly prefix: string;
  readonly #windows: RateWindows;
  readonly #windowS: number;

  constructor(options: { readonly prefix: string; readonly windows: RateWindows; readonly windowS: number }) {
    this.prefix = options.prefix;
    this.#windows = options.windows;
    this.#windowS = options.windowS;
  }

  async increment(key: string): Promise<{ totalHits: number; resetTime: Date }> {
    const { hits, endsAt } = await this.#windows.take(this.prefix + key, this.#windowS);
    return { totalHits: hits, resetTime: endsAt };
  }

  decrement(key: string): Promise<void> {
    return this.#windows.giveBack(this.prefix + key);
  }

  resetKey(key: string): Promise<void> {
    return this.#windows.clear(this.prefix + key);
  }
}
