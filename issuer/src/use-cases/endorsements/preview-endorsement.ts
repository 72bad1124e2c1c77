import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import {
  effectOfEndorsing,
  type EndorsementEffect,
  type PlannedEndorsement,
  readWindow,
  type WindowReading,
} from '../../domain/endorsement/index.ts';
import { permitStateOn, type PermitState } from '../../domain/lifecycles/index.ts';
import type { PolicySet } from '../../domain/policy/index.ts';
import { onPermit, type PermitRefusal } from '../card-life/on-permit.ts';
import { lookEntry } from '../persons/audit-look.ts';
import type { PersonDeps } from '../persons/index.ts';
import type { SignedIn } from '../ports/index.ts';
import { anchorOf } from './endorsement-rules-of.ts';
import { DECIDED, endorsementsOf, renewalOf } from './renewal-of.ts';

export type PreviewRefusal = PermitRefusal | 'permit-terminated' | 'not-activated';

/** Everything that endorsing today would do, told before anybody confirms it. */
export type EndorsementPreview = WindowReading & {
  readonly permitId: string;
  /** State of the permit today. */
  readonly state: PermitState;
  /** Day from which full years count, as the rules of the place have it. */
  readonly anchorOn: PlainDate;
  /** What would be written today; absent when it is too early. */
  readonly next?: Pick<PlannedEndorsement, 'windowFrom' | 'endorsedThrough'>;
  /** What it does to the years of residence. */
  readonly effect: EndorsementEffect;
  /** What a refusal does to the permit. */
  readonly onRefusal: PolicySet['endorsement']['onRefusal'];
  /** Where the rules say so. */
  readonly clauses: PolicySet['endorsement']['clauses'];
  readonly ruleVersion: string;
  readonly today: PlainDate;
};

/** Reads the window of a permit and what an endorsement today would do to it. The look is in the audit log. */
export function makePreviewEndorsement(deps: PersonDeps) {
  return (
    by: SignedIn,
    { permitId }: { readonly permitId: string },
  ): Promise<Outcome<EndorsementPreview, PreviewRefusal>> => {
    const act = { permitId, action: 'person.read' } as const;
    return onPermit<EndorsementPreview, PreviewRefusal>(deps, by, act, async (tx, file) => {
      const { permit, policy, today, ruleVersion, granted } = file;
      const { state: stored, endorsedThrough, residenceSince: since } = permit;
      if (stored === 'TERMINATED') return refused('permit-terminated');
      if (endorsedThrough === undefined || stored === 'SUSPENDED') return refused('not-activated');
      const rules = policy.endorsement;
      const { made, lapses } = await endorsementsOf(tx, permit);
      const renewal = renewalOf(permit, { made, lapses, eligibility: DECIDED, policy, today });
      const state = permitStateOn({ state: stored, endorsedThrough }, today);
      const effect = effectOfEndorsing({ since, lapses, today, endorsedThrough }, rules.residenceYearsOnLapse);
      await tx.audit(lookEntry(granted, permit.personId, permit.number));
      return ok({
        ...readWindow(endorsedThrough, { today, rules }),
        permitId,
        state,
        anchorOn: anchorOf(permit, { policy: rules, made }),
        effect,
        ruleVersion,
        today,
        onRefusal: rules.onRefusal,
        clauses: rules.clauses,
        ...(renewal.ok ? { next: daysOf(renewal.value) } : {}),
      });
    });
  };
}

function daysOf({ windowFrom, endorsedThrough }: PlannedEndorsement) {
  return { windowFrom, endorsedThrough };
}
