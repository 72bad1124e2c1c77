import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { PolicySet } from '../../domain/policy/index.ts';

export type Office = {
  readonly id: string;
  /** As it is printed on the card. */
  readonly name: string;
  /** GB/T 2260, six digits. */
  readonly jurisdiction: string;
  /** Minutes east of UTC of the office's calendar. */
  readonly utcOffsetMinutes: number;
  /** How people reach it, as printed; empty where nobody has said it. */
  readonly address: string;
  readonly telephone: string;
  /** Where the holder asks for reconsideration, and the court after it. */
  readonly reviewBody: string;
  readonly court: string;
};

/** What is not said is empty. */
export type NewOffice = Pick<Office, 'id' | 'name' | 'jurisdiction' | 'utcOffsetMinutes'> & Partial<Office>;

/** @throws PermitError STORE_FAILED */
export type OfficeStore = {
  /** @throws PermitError STORE_CONFLICT when there is no such office */
  get(id: string): Promise<Office>;
  list(): Promise<readonly Office[]>;
  insert(office: NewOffice): Promise<void>;
};

/** The rules of jurisdictions; what was published never changes. @throws PermitError SETTING_BAD when there is none */
export type PolicyStore = {
  /** The set in force on that day. */
  current(jurisdiction: string, day: PlainDate): Promise<PolicySet>;
  get(jurisdiction: string, version: string): Promise<PolicySet>;
  publish(policy: PolicySet, at: number): Promise<void>;
};
