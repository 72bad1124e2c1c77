import { type EntitlementKind, findKind, isCounted } from '@residence-permit/shared/entitlements';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { compareDates, type PlainDate } from '@residence-permit/shared/plain-date';
import { type Grant, MAX_USES } from '@residence-permit/shared/records';
import type { PermitState } from '../lifecycles/index.ts';

const MAX_GRADE = 255;

/** What a department instructed, its signature verified: this grant to this permit. */
export type GrantInstruction = {
  /** The department as its key names it. */
  readonly grantor: string;
  /** Its own reference; an instruction is carried out once. */
  readonly reference: string;
  readonly grant: Omit<Grant, 'id'>;
};

/** A grant that waits for a second person. It is linked to the permit, never to a card. */
export type GrantProposal = {
  readonly instruction: GrantInstruction;
  readonly kind: EntitlementKind;
  readonly catalogueVersion: number;
  readonly enteredBy: string;
};

export type ProposeRefusal =
  | 'permit-terminated'
  /** The catalogue that is in force has no such kind. */
  | 'kind-unknown'
  /** The kind is another department's. */
  | 'not-grantors-kind'
  | 'days-reversed'
  | 'already-over'
  /** A counted kind needs a limit from 1 to 65535, a periodic one a period of as many days, a graded one a grade from 1 to 255. */
  | 'limit-missing'
  | 'period-missing'
  | 'grade-missing'
  /** What the kind does not use is not entered. */
  | 'limit-not-wanted'
  | 'period-not-wanted'
  | 'grade-not-wanted'
  /** One use, and the instruction names more. */
  | 'one-use-only';

/** The proposal that an instruction amounts to under the published catalogue. */
export function proposeGrant(
  instruction: GrantInstruction,
  context: {
    readonly catalogue: { readonly version: number; readonly kinds: readonly EntitlementKind[] };
    readonly permitState: PermitState;
    readonly enteredBy: string;
    readonly today: PlainDate;
  },
): Outcome<GrantProposal, ProposeRefusal> {
  const { grant, grantor } = instruction;
  if (context.permitState === 'TERMINATED') return refused('permit-terminated');
  const kind = findKind(context.catalogue.kinds, grant.kind);
  if (kind === undefined) return refused('kind-unknown');
  if (kind.grantor !== grantor) return refused('not-grantors-kind');
  if (compareDates(grant.from, grant.through) > 0) return refused('days-reversed');
  if (compareDates(grant.through, context.today) < 0) return refused('already-over');
  const fault = modelFault(kind, grant);
  if (fault !== undefined) return refused(fault);
  return ok({ instruction, kind, catalogueVersion: context.catalogue.version, enteredBy: context.enteredBy });
}

function modelFault(
  { model }: EntitlementKind,
  { limit, period, grade }: Omit<Grant, 'id'>,
): ProposeRefusal | undefined {
  if (isCounted(model)) {
    if (!isBetween(limit, MAX_USES)) return 'limit-missing';
    if (model === 'ONE_OFF' && limit !== 1) return 'one-use-only';
  } else if (limit !== undefined) return 'limit-not-wanted';
  if (model === 'PERIODIC') {
    if (!isBetween(period, MAX_USES)) return 'period-missing';
  } else if (period !== undefined) return 'period-not-wanted';
  if (model === 'GRADE') return isBetween(grade, MAX_GRADE) ? undefined : 'grade-missing';
  return grade === undefined ? undefined : 'grade-not-wanted';
}

function isBetween(value: number | undefined, max: number): boolean {
  return value !== undefined && Number.isInteger(value) && value >= 1 && value <= max;
}
