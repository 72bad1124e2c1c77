/** The five questions that a tap answers, in the order in which they are shown. */
export const ANSWER_IDS = ['authentic', 'current', 'inFunction', 'chipGenuine', 'entitled'] as const;

/**
 * One question of a tap:
 * - `authentic`    is the permit record signed by a signer of this authority, and is what was read part of it
 * - `current`      is the card clear on a fresh status list
 * - `inFunction`   is the yearly endorsement in force
 * - `chipGenuine`  is this the chip that the record was signed for
 * - `entitled`     does a grant in force cover the service asked for
 */
export type AnswerId = (typeof ANSWER_IDS)[number];

/** True for the name of one of the five questions. */
export function isAnswerId(text: string): text is AnswerId {
  return ANSWER_IDS.some((id) => id === text);
}
