/** A new UUID, in lower case. */
export type NewId = () => string;
