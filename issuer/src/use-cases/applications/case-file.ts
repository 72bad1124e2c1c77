import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { PolicySet } from '../../domain/policy/index.ts';
import type { Action, Granted, RightRefusal } from '../../domain/rights/index.ts';
import type { Clock, NewId } from '../../ports/index.ts';
import type { Application, InTransaction, Office, Person } from '../ports/index.ts';

/** What every use case on a case stands on. */
export type CaseDeps = { readonly inTransaction: InTransaction; readonly clock: Clock; readonly newId: NewId };

/** A case that was found and that the caller may do this to. */
export type CaseFile = {
  readonly application: Application;
  readonly person: Person;
  readonly office: Office;
  /** The rules that the case was entered under. */
  readonly policy: PolicySet;
  /** Jurisdiction and version of those rules, as moves and decisions name them. */
  readonly ruleVersion: string;
  /** Seconds since the epoch. */
  readonly now: number;
  /** By the calendar of the office. */
  readonly today: PlainDate;
  readonly granted: Granted;
  /** Who did what on this case before. */
  readonly earlierActs: readonly { readonly action: Action; readonly accountId: string }[];
};

/** What every use case on a case can answer besides its own refusals; an erased person's case is not found. */
export type CaseRefusal = 'case-not-found' | RightRefusal;
