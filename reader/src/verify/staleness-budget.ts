/** How old what a verifier trusts may be before an answer that rests on it is unknown. Whole seconds, from 0. */
export type StalenessBudget = {
  /** Age of the trust bundle, counted from its `issuedAt`. */
  readonly bundleSeconds: number;
  /** Age of a status list, counted from its `iat`. */
  readonly statusSeconds: number;
};
