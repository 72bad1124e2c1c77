import type { Code } from '@residence-permit/shared/errors';

/** Exit statuses of `permit-reader`; 64 and above as sysexits.h names them. */
export const EXIT = {
  ACCEPTED: 0,
  REJECTED: 1,
  UNDECIDED: 2,
  USAGE: 64,
  UNAVAILABLE: 69,
  FAULT: 70,
} as const satisfies Record<string, number>;

/** Codes that are no fault: no reader or card, a wrong argument, or a card that says no. */
const STATUS_OF_CODE: Partial<Record<Code, number>> = {
  READER_ABSENT: EXIT.UNAVAILABLE,
  READER_SERVICE_DOWN: EXIT.UNAVAILABLE,
  READER_BUSY: EXIT.UNAVAILABLE,
  CARD_ABSENT: EXIT.UNAVAILABLE,
  CARD_MUTE: EXIT.UNAVAILABLE,
  SETTING_BAD: EXIT.USAGE,
  PURPOSE_UNKNOWN: EXIT.USAGE,
  CARD_NOT_PERMIT: EXIT.REJECTED,
  CARD_PROTOCOL: EXIT.REJECTED,
  CARD_STATUS: EXIT.REJECTED,
  PASSWORD_WRONG: EXIT.REJECTED,
  PASSWORD_SUSPENDED: EXIT.REJECTED,
  PASSWORD_BLOCKED: EXIT.REJECTED,
  PUK_SPENT: EXIT.REJECTED,
  PIN_NOT_SET: EXIT.REJECTED,
  CARD_BLANK: EXIT.REJECTED,
  CARD_TERMINATED: EXIT.REJECTED,
};

/** The exit status of a command that ended with this code. */
export function exitStatusOf(code: Code): number {
  return STATUS_OF_CODE[code] ?? EXIT.FAULT;
}
