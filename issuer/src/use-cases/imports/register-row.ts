import type { Outcome } from '@residence-permit/shared/outcome';

/** The columns of a paper register, as the heading names them. The first is the key of a row. */
export const IMPORT_COLUMNS = [
  'permit_number',
  'name',
  'citizen_id',
  'sex',
  'ethnic_group',
  'hukou_address',
  'residence_address',
  'contact',
  'issued_on',
  'valid_through',
] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

/** Rows of one file: each is a job, and the whole list is queued in one transaction. */
export const MAX_IMPORT_ROWS = 2000;
export const MAX_IMPORT_BYTES = 2_000_000;

/** A row as it stands in the file. */
export type FileRow = {
  /** The first row below the heading is 2, unless one before it has several lines. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
};

export type FileRefusal = 'not-utf-8' | 'csv-malformed' | 'no-rows' | 'too-many-rows' | 'columns-differ';

/** Takes a file apart. */
export type ReadRows = (bytes: Uint8Array) => Outcome<readonly FileRow[], FileRefusal>;
