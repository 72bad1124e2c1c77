/** The instant at which the office acts, in whole seconds since 1970-01-01T00:00:00Z. */
export type Clock = () => number;
