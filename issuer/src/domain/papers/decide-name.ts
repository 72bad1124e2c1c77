import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { ApplicationKind, EvidenceType } from '../policy/index.ts';

/** Characters of a name in the register. */
export const NAME_MAX_LENGTH = 100;

/**
 * Papers that bear out another name, by the kind of case. The authority's own error, Hangzhou art. 18: what the person shows to
 * be called. A legal change of name, Civil Code art. 1016: its registration, or the booklet with the former name.
 */
const NAME_PROOFS: { readonly [Kind in ApplicationKind]?: readonly EvidenceType[] } = {
  FIRST: ['ID_CARD', 'HOUSEHOLD_BOOKLET'],
  CORRECT_ERROR: ['ID_CARD', 'HOUSEHOLD_BOOKLET'],
  CHANGE_DATA: ['CHANGE_PROOF', 'HOUSEHOLD_BOOKLET'],
};

/** What was said last of somebody's name. */
export type SaidName = {
  readonly value: string;
  /** True: the office or a department said so, not only the applicant. */
  readonly isConfirmed: boolean;
  /** The paper that goes with it. */
  readonly paper: EvidenceType | undefined;
};

/** The name that an approval of the case puts into the register; nothing where it stays. */
export function decideName(
  kind: ApplicationKind,
  { current, said }: { readonly current: string; readonly said: SaidName | undefined },
): Outcome<string | undefined, 'name-unproved'> {
  const proofs = NAME_PROOFS[kind];
  const name = said?.value.normalize('NFC').trim();
  if (proofs === undefined || said === undefined || name === undefined || name === current) return ok(undefined);
  const isProved = said.isConfirmed && said.paper !== undefined && proofs.includes(said.paper);
  return isProved && name !== '' && name.length <= NAME_MAX_LENGTH ? ok(name) : refused('name-unproved');
}
