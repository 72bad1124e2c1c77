import type { Purpose } from '@residence-permit/shared/purposes';
import type { Template } from '@residence-permit/shared/terminal-auth';

/** What the card access number alone opens besides DG1 and DG12: what is printed, and the endorsement. Card profile 1 §2. */
const OPEN_BY_CARD_NUMBER: readonly number[] = [2, 9, 10, 17];

/**
 * The groups to ask the card for: those that the purpose names and that this terminal may have, ascending. Asking for
 * more would only earn refusals, and each one is an exchange.
 */
export function groupsToRead(input: {
  readonly purpose: Purpose;
  readonly passwordKind: 'can' | 'pin';
  /** Of the terminal's certificates; absent when it shows none. */
  readonly rights: Template | undefined;
}): readonly number[] {
  const { purpose, passwordKind, rights } = input;
  if (rights !== undefined) return purpose.fields.filter((dataGroup) => rights.read.includes(dataGroup));
  return passwordKind === 'pin'
    ? purpose.fields
    : purpose.fields.filter((dataGroup) => OPEN_BY_CARD_NUMBER.includes(dataGroup));
}
