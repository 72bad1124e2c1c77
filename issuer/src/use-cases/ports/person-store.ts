import type { PlainDate } from '@residence-permit/shared/plain-date';
import type { Sex } from '@residence-permit/shared/records';

/** Languages in which people are written to; who chose none is written to in the first. */
export const PERSON_LANGUAGES = ['zh', 'en'] as const;
export type PersonLanguage = (typeof PERSON_LANGUAGES)[number];

/** What is kept sealed of a person. */
export type PersonDetails = {
  readonly sex: Sex;
  /** Two digits of GB/T 3304; shown on the card, never an input of a rule. */
  readonly ethnicGroup: string;
  readonly hukouAddress: string;
  readonly residenceAddress: string;
  /** Telephone or address for messages, as the person gave it. */
  readonly contact?: string;
};

export type Person = {
  readonly id: string;
  readonly officeId: string;
  readonly name: string;
  readonly birthDate: PlainDate;
  readonly citizenId: string;
  readonly details: PersonDetails;
  /** True: an extra right and a reason are needed to read the record. */
  readonly isSealed: boolean;
  readonly language: PersonLanguage;
  readonly diedOn?: PlainDate;
};

/** A line of a result list: no more than is needed to pick the right person. */
export type PersonLine = {
  readonly id: string;
  readonly officeId: string;
  readonly name: string;
  readonly birthDate: PlainDate;
  readonly isSealed: boolean;
};

/** A name that somebody had in the register before. */
export type EarlierName = {
  readonly name: string;
  /** The approval by which another name took its place. */
  readonly decisionId: string;
  /** Seconds since the epoch. */
  readonly until: number;
};

/** An ID number that stood in the register for somebody before; the birth date is in it. */
export type EarlierCitizenId = {
  readonly citizenId: string;
  /** The approval by which another number took its place. */
  readonly decisionId: string;
  /** Seconds since the epoch. */
  readonly until: number;
};

export type PersonQuery =
  | { readonly kind: 'citizen-id'; readonly citizenId: string }
  | { readonly kind: 'name'; readonly prefix: string }
  | { readonly kind: 'pinyin'; readonly prefix: string };

/** @throws PermitError PERSON_ERASED when the person's key was destroyed; STORE_FAILED */
export type PersonStore = {
  /** @throws PermitError STORE_CONFLICT when somebody has that ID number already */
  insert(person: Person): Promise<void>;
  /** Neither an erased one nor a record that was merged into another. */
  find(id: string): Promise<Person | undefined>;
  /** The number of a merged record leads to the one that it was merged into. */
  findByCitizenId(citizenId: string): Promise<Person | undefined>;
  saveDetails(id: string, details: PersonDetails): Promise<void>;
  /** Puts another name and its pinyin in the place of the one there, which is kept for the person alone. */
  rename(
    person: Pick<Person, 'id' | 'name'>,
    by: { readonly name: string; readonly decisionId: string; readonly at: number },
  ): Promise<void>;
  /** The oldest first; nothing finds somebody by them. */
  earlierNames(id: string): Promise<readonly EarlierName[]>;
  /**
   * Puts another ID number, its index and the birth date that it names in the place of those there. The number before is kept
   * for the person alone; it leads to nobody from then on.
   * @throws PermitError STORE_CONFLICT when another record has the number
   */
  renumber(
    person: Pick<Person, 'id' | 'citizenId'>,
    by: {
      readonly citizenId: string;
      readonly birthDate: PlainDate;
      readonly decisionId: string;
      readonly at: number;
    },
  ): Promise<void>;
  /** The oldest first. */
  earlierCitizenIds(id: string): Promise<readonly EarlierCitizenId[]>;
  /** The closed records of the same person, as they were when they were closed. */
  mergedInto(id: string): Promise<readonly Person[]>;
  /** Whether an extra right and a reason are needed to read the record. */
  setSealed(id: string, isSealed: boolean): Promise<void>;
  setLanguage(id: string, language: PersonLanguage): Promise<void>;
  setDied(id: string, diedOn: PlainDate): Promise<void>;
  /** Among the persons of these offices. */
  search(
    query: PersonQuery,
    within: { readonly officeIds: readonly string[]; readonly limit: number },
  ): Promise<readonly PersonLine[]>;
  /** Others born on one of these days, for the duplicate rule. */
  bornOn(days: readonly PlainDate[]): Promise<readonly PersonLine[]>;
};
