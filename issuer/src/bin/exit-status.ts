import type { Code } from '@residence-permit/shared/errors';

/** Exit statuses of `permit-issuer`; CLOCKS of `audit verify` alone; 64 and above as sysexits.h names them. */
export const EXIT = { DONE: 0, REFUSED: 1, CLOCKS: 3, USAGE: 64, UNAVAILABLE: 69, FAULT: 70 } as const satisfies Record<
  string,
  number
>;

const STATUS_OF_CODE: Partial<Record<Code, number>> = {
  READER_ABSENT: EXIT.UNAVAILABLE,
  CARD_ABSENT: EXIT.UNAVAILABLE,
  SETTING_BAD: EXIT.USAGE,
  SIGNER_UNAVAILABLE: EXIT.UNAVAILABLE,
  TOKEN_ABSENT: EXIT.UNAVAILABLE,
  TOKEN_MODULE_ABSENT: EXIT.UNAVAILABLE,
  SIGNER_CAP_REACHED: EXIT.REFUSED,
  STORE_CONFLICT: EXIT.REFUSED,
};

/** What a thrown code makes of the command: no reader, card or token, a wrong argument, a step that cannot be repeated, or a fault. */
export function exitStatusOf(code: Code): number {
  return STATUS_OF_CODE[code] ?? EXIT.FAULT;
}
