import { DecodeError } from '@residence-permit/shared/errors';
import { type CitizenId, parseCitizenId } from '@residence-permit/shared/identifiers';
import { type Outcome, ok, refused } from '@residence-permit/shared/outcome';
import { compareDates, type PlainDate, parsePlainDate } from '@residence-permit/shared/plain-date';
import { ETHNIC_GROUPS, isSex } from '@residence-permit/shared/records';
import type { PersonDetails } from '../ports/index.ts';
import type { FileRow, ImportColumn } from './register-row.ts';

export type RowFault =
  | 'cell-missing'
  | 'cell-too-long'
  /** No ID number, or its check character is wrong. */
  | 'citizen-id-bad'
  /** No code of a sex; whether the ID number says the same is for whoever handles the draft. */
  | 'sex-bad'
  /** Two digits of GB/T 3304. */
  | 'ethnic-group-bad'
  /** No calendar date as YYYY-MM-DD, in the future, or the last day before the first. */
  | 'date-bad';

/** What a paper register says of a person and the permit that it lists. A claim: nothing of it was verified here. */
export type RegisterEntry = {
  readonly permitNumber: string;
  readonly name: string;
  readonly citizenId: CitizenId;
  readonly details: PersonDetails;
  readonly issuedOn: PlainDate;
  readonly validThrough?: PlainDate;
};

const MAX_CHARACTERS = {
  permit_number: 40,
  name: 100,
  citizen_id: 18,
  sex: 1,
  ethnic_group: 2,
  hukou_address: 200,
  residence_address: 200,
  contact: 100,
  issued_on: 10,
  valid_through: 10,
} as const satisfies Record<ImportColumn, number>;

const MAY_BE_EMPTY: readonly string[] = ['contact', 'valid_through'] satisfies readonly ImportColumn[];

/** Reads one row of a paper register, or says what is wrong with it. */
export function decideRow({ cells }: Pick<FileRow, 'cells'>, today: PlainDate): Outcome<RegisterEntry, RowFault> {
  for (const [column, max] of Object.entries(MAX_CHARACTERS)) {
    const cell = cells[column] ?? '';
    if (cell === '' && !MAY_BE_EMPTY.includes(column)) return refused('cell-missing');
    if (Array.from(cell).length > max) return refused('cell-too-long');
  }
  const cell = (column: ImportColumn): string => cells[column] ?? '';
  const citizenId = decoded(() => parseCitizenId(cell('citizen_id')));
  if (citizenId === undefined) return refused('citizen-id-bad');
  const sex = Number(cell('sex'));
  if (!isSex(sex)) return refused('sex-bad');
  if (!ETHNIC_GROUPS.has(cell('ethnic_group'))) return refused('ethnic-group-bad');
  const issuedOn = decoded(() => parsePlainDate(cell('issued_on')));
  const through = cell('valid_through') === '' ? 'open' : decoded(() => parsePlainDate(cell('valid_through')));
  if (issuedOn === undefined || through === undefined || compareDates(issuedOn, today) > 0) return refused('date-bad');
  if (through !== 'open' && compareDates(through, issuedOn) < 0) return refused('date-bad');
  return ok({
    permitNumber: cell('permit_number'),
    name: cell('name').normalize('NFC'),
    citizenId,
    details: {
      sex,
      ethnicGroup: cell('ethnic_group'),
      hukouAddress: cell('hukou_address'),
      residenceAddress: cell('residence_address'),
      ...(cell('contact') === '' ? {} : { contact: cell('contact') }),
    },
    issuedOn,
    ...(through === 'open' ? {} : { validThrough: through }),
  });
}

function decoded<Value>(decode: () => Value): Value | undefined {
  try {
    return decode();
  } catch (cause) {
    if (cause instanceof DecodeError) return undefined;
    throw cause;
  }
}
