import type { Code } from '@residence-permit/shared/errors';

/** Exit statuses of `permit-issuer`; 64 and above as sysexits.h names them. */
export const EXIT = { DONE: 0, REFUSED: 1, USAGE: 64, UNAVAILABLE: 69, FAULT: 70 } as const satisfies Record<
  string,
  number
>;

/** What a thrown code makes of the command: no reader or card, a wrong argument, or a fault. */
export function exitStatusOf(code: Code): number {
  switch (code) {
    case 'READER_ABSENT':
    case 'CARD_ABSENT':
      return EXIT.UNAVAILABLE;
    case 'SETTING_BAD':
      return EXIT.USAGE;
    case 'STORE_CONFLICT':
      return EXIT.REFUSED;
    default:
      return EXIT.FAULT;
  }
}
