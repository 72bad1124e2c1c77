import type { CitizenId, PermitNumber } from '../identifiers/index.ts';
import type { PlainDate } from '../plain-date/index.ts';
import type { Ground, ServiceClass, Sex } from './catalogues.ts';

/** What DG10 holds. */
export type PermitIssue = {
  readonly permitNumber: PermitNumber;
  /** Name of the authority, as printed. */
  readonly issuingAuthority: string;
  readonly issueDate: PlainDate;
};

/** What DG11 holds. */
export type ResidenceFacts = {
  /** At least one, ascending. Decree 663 art. 2. */
  readonly grounds: readonly Ground[];
  readonly since: PlainDate;
  /** Whole months of unbroken residence on the issue date. */
  readonly continuousMonths: number;
};

/** What DG13 holds: true on the issue date. Each is an item of its own, so that one can be shown without the others. */
export type AgeOver = { readonly over16: boolean; readonly over18: boolean; readonly over60: boolean };

/** The signed personal content of a permit, one member per data group. */
export type PermitRecord = {
  /** DG2. NFC, any length of the person's name up to 100 code points. */
  readonly name: string;
  /** DG3. */
  readonly birthDate: PlainDate;
  /** DG4. */
  readonly sex: Sex;
  /** DG5. Two digits of GB/T 3304. */
  readonly ethnicGroup: string;
  /** DG6. */
  readonly citizenId: CitizenId;
  /** DG7. NFC, up to 200 code points. */
  readonly hukouAddress: string;
  /** DG8. NFC, up to 200 code points. */
  readonly residenceAddress: string;
  /** DG9. JPEG, at most 12 000 bytes. */
  readonly portrait: Uint8Array;
  /** DG10. */
  readonly issue: PermitIssue;
  /** DG11. */
  readonly residence: ResidenceFacts;
  /** DG13. */
  readonly ageOver: AgeOver;
  /** DG14. */
  readonly serviceClass: ServiceClass;
};

/** The part of a permit that a tap released. */
export type ReleasedFields = Partial<PermitRecord>;
