import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { ACTION_RULES, type ActionRule } from './action-rules.ts';
import type { Action } from './actions.ts';
import { decidePurpose, type PurposeRefusal } from './decide-purpose.ts';
import { decideScope, type ScopeRefusal } from './decide-scope.ts';
import type { Purpose } from './purposes.ts';
import { rightsOf, type Scope } from './role-rights.ts';
import type { Role } from './roles.ts';
import type { Assignment, Subject } from './subject.ts';
import type { Ground, Target } from './target.ts';

export type RightRefusal =
  | 'no-role'
  | ScopeRefusal
  | PurposeRefusal
  /** The case that the look names is none of the person whose record it opens. */
  | 'case-of-another'
  | 'own-case'
  | 'same-person'
  | 'record-sealed'
  | 'reason-missing'
  | 'step-up-needed';

const granted: unique symbol = Symbol('granted');

/** Only `decideRight` can make one: holding it is the proof that every question was asked. It is what the audit event states. */
export type Granted = {
  readonly [granted]: true;
  readonly accountId: string;
  readonly action: Action;
  readonly role: Role;
  readonly scope: Scope;
  readonly purpose: Purpose | undefined;
  readonly caseNumber: string | undefined;
  readonly reason: string | undefined;
  /** How many different people the act takes; with 2 this grant is one of the two signatures. */
  readonly persons: 1 | 2;
};

/** What is asked: who, what, on what, and what for. */
export type RightQuestion = {
  readonly subject: Subject;
  readonly action: Action;
  readonly target: Target;
  readonly ground: Ground;
};

type Reach = { readonly role: Role; readonly scope: Scope };

/**
 * Answers whether an account may do this to that: role, then scope, purpose, separation of duties, sealing, and last the
 * fresh proof of presence, so that nobody is asked for a proof that would not help. Whatever is not known is a no.
 */
export function decideRight(question: RightQuestion): Outcome<Granted, RightRefusal> {
  const { subject, action, ground } = question;
  const rule: ActionRule = ACTION_RULES[action];
  const reached = reachOf(question);
  if (!reached.ok) return reached;
  const purposed = decidePurpose(rule, rolesOf(reached.value), ground);
  if (!purposed.ok) return purposed;
  const reach = reached.value.find(({ role }) => purposed.value.roles.includes(role));
  if (reach === undefined) return refused('no-role');
  const barred = reach.role === 'holder' ? undefined : barOf(rule, question);
  if (barred !== undefined) return refused(barred);
  if (rule.stepUp !== 'none' && !subject.stepUps.includes(rule.stepUp)) return refused('step-up-needed');
  return ok({
    [granted]: true,
    accountId: subject.accountId,
    action,
    ...reach,
    purpose: purposed.value.purpose,
    caseNumber: ground.caseNumber,
    reason: ground.reason,
    persons: rule.persons,
  });
}

function rolesOf(reached: readonly Reach[]): readonly Role[] {
  return reached.map(({ role }) => role);
}

/** Every role of the subject that reaches the target with this action; the refusal is that of the first that does not. */
function reachOf({ subject, action, target }: RightQuestion): Outcome<readonly Reach[], 'no-role' | ScopeRefusal> {
  const answers = subject.assignments.flatMap((assignment) => answerOf(assignment, action, target));
  const reached = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  if (reached.length > 0) return ok(reached);
  return answers.find((answer) => !answer.ok) ?? refused('no-role');
}

function answerOf(assignment: Assignment, action: Action, target: Target): readonly Outcome<Reach, ScopeRefusal>[] {
  const { role } = assignment;
  const scope = rightsOf(role).actions[action];
  if (scope === undefined) return [];
  const decision = decideScope(scope, assignment, target);
  return [decision.ok ? ok({ role, scope }) : decision];
}

/** What separation of duties and sealing say. Neither bars a holder from what is their own: theirs is the only such role. */
function barOf(rule: ActionRule, question: RightQuestion): RightRefusal | undefined {
  const { subject, target, ground } = question;
  if (isOwnCase(subject, target)) return 'own-case';
  if (isRepeated(rule, question)) return 'same-person';
  if (!target.sealed) return undefined;
  if (!maySeeSealed(subject, target)) return 'record-sealed';
  return isBlank(ground.reason) ? 'reason-missing' : undefined;
}

/** Nobody acts for the office on what belongs to themselves, as a person or as an account. */
function isOwnCase(subject: Subject, target: Target): boolean {
  return target.owners.some(
    ({ kind, id }) =>
      (kind === 'person' && id === subject.personId) || (kind === 'account' && id === subject.accountId),
  );
}

function isRepeated(rule: ActionRule, { subject, action, target }: RightQuestion): boolean {
  const bars: readonly Action[] = rule.persons === 2 ? [...rule.notAfter, action] : rule.notAfter;
  return target.earlierActs.some((act) => act.accountId === subject.accountId && bars.includes(act.action));
}

/** The extra right for a sealed record must reach that record by itself. */
function maySeeSealed(subject: Subject, target: Target): boolean {
  return reachOf({ subject, action: 'record.open-sealed', target, ground: NO_GROUND }).ok;
}

const NO_GROUND: Ground = { purpose: undefined, caseNumber: undefined, reason: undefined };

function isBlank(text: string | undefined): text is undefined {
  return text === undefined || text.trim() === '';
}
