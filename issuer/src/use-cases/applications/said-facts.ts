import type { NewId } from '../../ports/index.ts';
import type { Fact, Speaker } from '../ports/index.ts';

/** What somebody says, and who it is; without a speaker it is whoever stands at the door. */
export type SaidFact = {
  /** Dotted, such as `job.employer`; those that rules read are listed in `RULE_FACTS`. */
  readonly name: string;
  readonly value: string;
  readonly saidBy?: Speaker;
  /** The paper that bears it out. */
  readonly evidenceId?: string;
};

/** The form of a fact's name: lower-case words joined by dots, camel case inside. */
export const FACT_NAME = /^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*){0,3}$/;
/** Characters of a value; an address is the longest. */
export const FACT_MAX_LENGTH = 400;

/** Said facts as they are kept: each with who said it, when, and through which account. */
export function toFacts(
  said: readonly SaidFact[],
  parts: {
    readonly speaker: Speaker;
    readonly reporterId: string;
    readonly saidAt: number;
    readonly newId: NewId;
  },
): readonly Fact[] {
  const { speaker, reporterId, saidAt, newId } = parts;
  return said.map(({ name, value, saidBy = speaker, evidenceId }) => {
    const about = evidenceId === undefined ? {} : { evidenceId };
    return { id: newId(), name, value, saidBy, reporterId, saidAt, ...about };
  });
}
