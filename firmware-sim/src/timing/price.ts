/**
 * What one call of a chip operation costs: `callMs` for the call, and `unitMs` for each started unit of `unitSize`.
 * `source` names the published row behind the figures, or says that they are assumed.
 */
export type Price = {
  readonly callMs: number;
  readonly unitMs: number;
  readonly unitSize: number;
  readonly source: string;
};

/** An operation whose cost does not depend on a size. */
export function perCall(callMs: number, source: string): Price {
  return { callMs, unitMs: 0, unitSize: 1, source };
}

/** Milliseconds of one call. `size` is in the unit that the operation states. */
export function priceOf(price: Price, size: number): number {
  return price.callMs + price.unitMs * Math.ceil(size / price.unitSize);
}
