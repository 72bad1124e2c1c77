import { PermitError } from '@residence-permit/shared/errors';

/** Data groups with fields of the permit record. */
export const PERSONAL_GROUPS: readonly number[] = [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14];
/** Data groups that change on the card: the endorsement and the grants. */
export const CHANGING_GROUPS: readonly number[] = [17, 18, 19, 20, 21];

const READABLE = [...PERSONAL_GROUPS, ...CHANGING_GROUPS];

/**
 * `all`, or numbers and ranges of data groups with commas: `2,10,17-21`. Ascending, none twice.
 * @throws PermitError SETTING_BAD
 */
export function parseDataGroups(text: string): readonly number[] {
  if (text === 'all') return READABLE;
  const chosen = text.split(',').flatMap((part) => {
    const found = /^\s*([0-9]{1,2})(?:-([0-9]{1,2}))?\s*$/.exec(part);
    if (found?.[1] === undefined) throw badGroups(part);
    const first = Number(found[1]);
    const last = Number(found[2] ?? found[1]);
    const range = READABLE.filter((dataGroup) => dataGroup >= first && dataGroup <= last);
    if (range.length === 0) throw badGroups(part);
    return range;
  });
  return [...new Set(chosen)].sort((a, b) => a - b);
}

function badGroups(part: string): PermitError {
  return new PermitError('SETTING_BAD', {
    detail: `--groups: there is no data group "${part}"; want all, or for example 2,10,17-21`,
  });
}
