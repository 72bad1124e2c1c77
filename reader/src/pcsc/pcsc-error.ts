import { CardError, type Code } from '@residence-permit/shared/errors';

/**
 * PC/SC return codes that this room tells apart (winscard error codes, pcsc-lite pcsclite.h).
 * @internal
 */
export const PCSC = {
  INVALID_HANDLE: 0x80100003,
  INSUFFICIENT_BUFFER: 0x80100008,
  UNKNOWN_READER: 0x80100009,
  SHARING_VIOLATION: 0x8010000b,
  NO_CARD: 0x8010000c,
  PROTOCOL_MISMATCH: 0x8010000f,
  COMMUNICATION: 0x80100013,
  NOT_TRANSACTED: 0x80100016,
  READER_UNAVAILABLE: 0x80100017,
  NO_SERVICE: 0x8010001d,
  SERVICE_STOPPED: 0x8010001e,
  COMM_DATA_LOST: 0x8010002f,
  UNSUPPORTED_CARD: 0x80100065,
  UNRESPONSIVE_CARD: 0x80100066,
  UNPOWERED_CARD: 0x80100067,
  RESET_CARD: 0x80100068,
  REMOVED_CARD: 0x80100069,
} as const satisfies Record<string, number>;

/** The PC/SC return code inside an error of the binding, which carries it only as text: `… (0x8010000c)`. */
export function pcscReturnCode(cause: unknown): number | undefined {
  const text = cause instanceof Error ? cause.message : String(cause);
  const found = /\(0x([0-9a-f]{8})\)\s*$/i.exec(text);
  return found?.[1] === undefined ? undefined : Number.parseInt(found[1], 16);
}

const SERVICE_GONE: readonly number[] = [
  PCSC.COMMUNICATION,
  PCSC.INVALID_HANDLE,
  PCSC.NO_SERVICE,
  PCSC.SERVICE_STOPPED,
];

/** Whether this return code says that the PC/SC service went away, so that everything made with it is void. */
export function isServiceGone(returnCode: number | undefined): boolean {
  return returnCode !== undefined && SERVICE_GONE.includes(returnCode);
}

const CODE_OF_CONNECT: Readonly<Record<number, Code>> = {
  [PCSC.SHARING_VIOLATION]: 'READER_BUSY',
  [PCSC.NO_CARD]: 'CARD_ABSENT',
  [PCSC.REMOVED_CARD]: 'CARD_ABSENT',
  [PCSC.PROTOCOL_MISMATCH]: 'CARD_PROTOCOL',
  [PCSC.UNSUPPORTED_CARD]: 'CARD_PROTOCOL',
  [PCSC.UNRESPONSIVE_CARD]: 'CARD_MUTE',
  [PCSC.UNPOWERED_CARD]: 'CARD_MUTE',
  [PCSC.UNKNOWN_READER]: 'READER_ABSENT',
  [PCSC.READER_UNAVAILABLE]: 'READER_ABSENT',
};

/** The code of a connection to a card that could not be made; none of them is for good, the next card may do. */
export function codeOfConnect(returnCode: number | undefined): Code {
  if (isServiceGone(returnCode)) return 'READER_SERVICE_DOWN';
  return (returnCode === undefined ? undefined : CODE_OF_CONNECT[returnCode]) ?? 'READER_FAILED';
}

/**
 * What a failed exchange with a connected card means: a code for certain, or `maybe-removed` where lifting a card shows as
 * a plain transmission fault and the reader's next status tells.
 */
export function judgeExchangeFault(returnCode: number | undefined): Code | 'maybe-removed' {
  if (returnCode === undefined) return 'READER_FAILED';
  if (isServiceGone(returnCode)) return 'READER_SERVICE_DOWN';
  if (PERHAPS_GONE.includes(returnCode)) return 'maybe-removed';
  return CODE_OF_EXCHANGE[returnCode] ?? 'READER_FAILED';
}

const PERHAPS_GONE: readonly number[] = [
  PCSC.NOT_TRANSACTED,
  PCSC.COMM_DATA_LOST,
  PCSC.UNPOWERED_CARD,
  PCSC.UNRESPONSIVE_CARD,
];

const CODE_OF_EXCHANGE: Readonly<Record<number, Code>> = {
  [PCSC.REMOVED_CARD]: 'CARD_REMOVED',
  [PCSC.NO_CARD]: 'CARD_REMOVED',
  [PCSC.UNKNOWN_READER]: 'READER_REMOVED',
  [PCSC.READER_UNAVAILABLE]: 'READER_REMOVED',
  [PCSC.RESET_CARD]: 'CARD_RESET',
  [PCSC.INSUFFICIENT_BUFFER]: 'CARD_ANSWER_BAD',
};

const DETAILS: Readonly<Record<number, string>> = {
  [PCSC.SHARING_VIOLATION]: 'another program holds the card',
  [PCSC.RESET_CARD]: 'another program reset the card',
  [PCSC.NO_SERVICE]: 'the PC/SC service is not running',
  [PCSC.SERVICE_STOPPED]: 'the PC/SC service was stopped',
  [PCSC.COMMUNICATION]: 'the PC/SC service went away',
};

/** An error of the binding as this product's own, with the PC/SC return code in its detail, and the reader where it matters. */
export function makePcscError(code: Code, cause: unknown, readerName?: string): CardError {
  const returnCode = pcscReturnCode(cause);
  const parts = [
    readerName === undefined ? undefined : `"${readerName}"`,
    returnCode === undefined ? undefined : DETAILS[returnCode],
    returnCode === undefined ? undefined : `PC/SC ${returnCode.toString(16)}`,
  ].filter((part) => part !== undefined);
  return new CardError(code, parts.length === 0 ? { cause } : { cause, detail: parts.join(', ') });
}
