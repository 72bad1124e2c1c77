import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { ServiceClass } from '@residence-permit/shared/records';
import type { ApplicationKind } from '../../domain/policy/index.ts';
import type { ApplicationState } from '../../domain/lifecycles/index.ts';
import type { SupplementNotice } from '../../domain/papers/index.ts';

/** Through which door an application came. */
export const DOORS = ['COUNTER', 'HOLDER', 'EMPLOYER', 'LANDLORD'] as const;
export type Door = (typeof DOORS)[number];

/** Who said a fact. */
export const SPEAKERS = ['APPLICANT', 'PROXY', 'EMPLOYER', 'LANDLORD', 'SCHOOL', 'OFFICE', 'DEPARTMENT'] as const;
export type Speaker = (typeof SPEAKERS)[number];

/** Somebody who files for another: a child, an elderly or a disabled person. Decree 663 art. 9. */
export type Proxy = {
  readonly name: string;
  readonly citizenId: string;
  readonly relation: 'GUARDIAN' | 'CLOSE_RELATIVE';
  readonly ground: 'UNDER_16' | 'ELDERLY' | 'DISABLED';
};

/** One thing that somebody said. */
export type Fact = {
  readonly id: string;
  /** A dotted name of the application form, such as `job.employer`. */
  readonly name: string;
  readonly value: string;
  readonly saidBy: Speaker;
  /** UUID of the account through which it was said. */
  readonly reporterId?: string;
  /** The evidence that bears it out. */
  readonly evidenceId?: string;
  /** Seconds since the epoch. */
  readonly saidAt: number;
};

export type Application = {
  readonly id: string;
  /** office-year-number. */
  readonly number: string;
  readonly officeId: string;
  readonly kind: ApplicationKind;
  readonly state: ApplicationState;
  readonly personId: string;
  /** Under whose key its fields are sealed: the person for whom it was made. */
  readonly keyId: string;
  readonly permitId?: string;
  readonly door: Door;
  readonly enteredBy: string;
  /** The employer or landlord who filed it. */
  readonly organisationId?: string;
  readonly proxy?: Proxy;
  /** Seconds since the epoch, each once. */
  readonly createdAt: number;
  readonly submittedAt?: number;
  readonly acceptedAt?: number;
  readonly dueOn?: PlainDate;
  readonly extendedFor?: string;
  readonly supplementAt?: number;
  /** The one notice of missing papers. */
  readonly supplement?: SupplementNotice;
  readonly waitingSince?: number;
  readonly policyVersion: string;
  /** What the rules found at acceptance: clauses and evidence ids. */
  readonly eligibility?: unknown;
  readonly isOwnError: boolean;
  readonly takenBy?: string;
  readonly takenAt?: number;
  /** Raised by every change. */
  readonly version: number;
};

export type DecisionReason = { readonly code: string; readonly clause: string; readonly words: string };

export type Decision = {
  readonly id: string;
  readonly applicationId: string;
  readonly outcome: 'APPROVED' | 'REFUSED';
  readonly reasons: readonly DecisionReason[];
  readonly serviceClass?: ServiceClass;
  readonly ruleVersion: string;
  readonly deciderId: string;
  readonly secondId?: string;
  readonly decidedAt: number;
};

/** A line of a work queue. */
export type QueueLine = Pick<
  Application,
  'id' | 'number' | 'kind' | 'state' | 'dueOn' | 'waitingSince' | 'takenBy' | 'takenAt'
> & {
  /** Absent where the record is sealed. */
  readonly personName?: string;
};

/** @throws PermitError STORE_CONFLICT when another change came first; STORE_FAILED */
export type ApplicationStore = {
  /** The next number of the office in that year. */
  nextNumber(officeId: string, year: number): Promise<string>;
  insert(application: Application): Promise<void>;
  /** Without a lock: `save` finds out that another change came first. */
  find(id: string): Promise<Application | undefined>;
  /** Saves what changed; `version` is the one that was read. */
  save(before: Application, change: Partial<Application>): Promise<Application>;
  /** Takes the lock off; `version` is the one that was read. */
  release(before: Application): Promise<Application>;
  ofPerson(personId: string): Promise<readonly Application[]>;
  queue(query: {
    readonly officeId: string;
    readonly states: readonly ApplicationState[];
    readonly limit: number;
    /** What is over is due nowhere, and wanted by how lately it was entered. */
    readonly order: 'due-first' | 'newest-first';
    /** Number of the last line of the page before. */
    readonly after?: string;
  }): Promise<readonly QueueLine[]>;
  facts(application: Application): Promise<readonly Fact[]>;
  addFacts(application: Application, facts: readonly Fact[]): Promise<void>;
  insertDecision(decision: Decision): Promise<void>;
  /** The newest one. */
  findDecision(applicationId: string): Promise<Decision | undefined>;
};
