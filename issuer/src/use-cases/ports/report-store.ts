import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { ReportState } from '../../domain/lifecycles/index.ts';
import type { Reporter, ReportSubject } from '../../domain/registration/index.ts';

/** What is said of whom. */
export type ReportClaim = {
  readonly citizenId: string;
  readonly name: string;
  /** Of a lease: the dwelling. */
  readonly address?: string;
};

/** What a third party filed: a claim, which by itself changes nothing. */
export type ThirdPartyReport = {
  readonly id: string;
  readonly officeId: string;
  readonly organisationId: string;
  readonly reporter: Reporter;
  readonly subject: ReportSubject;
  readonly state: ReportState;
  /** The person of the register that it is about, once that is known. */
  readonly personId?: string;
  /** Under whose key the claim is sealed: the person's, or the report's own. */
  readonly keyId: string;
  readonly claim: ReportClaim;
  readonly happenedOn: PlainDate;
  readonly dueOn: PlainDate;
  readonly isLate: boolean;
  readonly filedBy: string;
  /** Seconds since the epoch. */
  readonly filedAt: number;
  readonly decidedBy?: string;
  readonly decidedAt?: number;
  /** A code, or words without personal data. */
  readonly reason?: string;
  readonly version: number;
};

/** A line of the list that whoever filed them sees: what became of each, and nothing of the person. */
export type ReportLine = Pick<
  ThirdPartyReport,
  'id' | 'subject' | 'state' | 'happenedOn' | 'dueOn' | 'isLate' | 'filedAt'
>;

/** @throws PermitError STORE_CONFLICT when another change came first; PERSON_ERASED; STORE_FAILED */
export type ReportStore = {
  insert(report: ThirdPartyReport): Promise<void>;
  find(id: string): Promise<ThirdPartyReport | undefined>;
  save(
    before: ThirdPartyReport,
    change: Partial<Pick<ThirdPartyReport, 'state' | 'decidedBy' | 'decidedAt' | 'reason'>>,
  ): Promise<ThirdPartyReport>;
  ofPerson(personId: string): Promise<readonly ThirdPartyReport[]>;
  /** What an organisation filed, the newest first. */
  ofOrganisation(organisationId: string, limit: number): Promise<readonly ReportLine[]>;
  /** Of an office, in states that wait for somebody, the oldest first. */
  waiting(officeId: string, limit: number): Promise<readonly ReportLine[]>;
};
