import { encodeUtf8 } from '@residence-permit/shared/bytes';

/** Where a sealed value lives. Opening it anywhere else fails, so nobody can swap values between rows. */
export type FieldPlace = {
  /** Name in the database, snake case. */
  readonly table: string;
  /** Name in the database, snake case. */
  readonly column: string;
  /** Primary key of the row: a UUID in lower case. */
  readonly rowId: string;
};

const NAME = /^[a-z][a-z0-9_]*$/;
const ROW_ID = /^[0-9a-z][0-9a-z_-]*$/;

/**
 * The bytes that are authenticated beside a sealed value: `table.column.rowId` in UTF-8. No part holds a dot, so two places
 * never give the same bytes.
 * @throws RangeError on a part that could be read in two ways
 */
export function fieldPlaceBytes(place: FieldPlace): Uint8Array {
  if (!NAME.test(place.table)) throw new RangeError('table: want a snake-case name');
  if (!NAME.test(place.column)) throw new RangeError('column: want a snake-case name');
  if (!ROW_ID.test(place.rowId)) throw new RangeError('rowId: want lower-case letters, digits, - and _');
  return encodeUtf8(`${place.table}.${place.column}.${place.rowId}`);
}
