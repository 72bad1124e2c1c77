import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { PolicySet } from '../../domain/policy/index.ts';
import type { Granted, RightRefusal } from '../../domain/rights/index.ts';
import type { Clock, NewId } from '../../ports/index.ts';
import type { InTransaction, Office, Person } from '../ports/index.ts';

/** What every use case on a person stands on. */
export type PersonDeps = { readonly inTransaction: InTransaction; readonly clock: Clock; readonly newId: NewId };

/** A person who was found and to whose record the caller may do this. */
export type PersonFile = {
  readonly person: Person;
  /** Where the act takes place. */
  readonly office: Office;
  /** The rules that hold there today. */
  readonly policy: PolicySet;
  readonly ruleVersion: string;
  /** Seconds since the epoch. */
  readonly now: number;
  /** By the calendar of the office. */
  readonly today: PlainDate;
  readonly granted: Granted;
};

/** An erased person is not found. */
export type PersonRefusal = 'person-not-found' | RightRefusal;
