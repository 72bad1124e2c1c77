import { CardError, type Code } from '@residence-permit/shared/errors';

/**
 * PC/SC return codes that this room tells apart (winscard error codes, pcsc-lite pcsclite.h).
 * @internal
 */
export const PCSC = {
  COMMUNICATION: 0x80100013,
  INVALID_HANDLE: 0x80100003,
  NO_CARD: 0x8010000c,
  SHARING_VIOLATION: 0x8010000b,
  NOT_TRANSACTED: 0x80100016,
  NO_SERVICE: 0x8010001d,
  SERVICE_STOPPED: 0x8010001e,
  COMM_DATA_LOST: 0x8010002f,
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

/**
 * What a failed exchange with a connected card means: `removed` for certain, `maybe-removed` where lifting a card shows
 * as a plain transmission fault and the reader's next status tells, else a fault of the reader.
 */
export function judgeExchangeFault(returnCode: number | undefined): 'removed' | 'maybe-removed' | 'reader-fault' {
  if (returnCode === undefined) return 'reader-fault';
  if (CARD_GONE.includes(returnCode)) return 'removed';
  return CARD_PERHAPS_GONE.includes(returnCode) ? 'maybe-removed' : 'reader-fault';
}

const CARD_GONE: readonly number[] = [PCSC.REMOVED_CARD, PCSC.NO_CARD];
const CARD_PERHAPS_GONE: readonly number[] = [
  PCSC.NOT_TRANSACTED,
  PCSC.COMM_DATA_LOST,
  PCSC.UNPOWERED_CARD,
  PCSC.UNRESPONSIVE_CARD,
];

const DETAILS: Readonly<Record<number, string>> = {
  [PCSC.SHARING_VIOLATION]: 'another program holds the card',
  [PCSC.RESET_CARD]: 'another program reset the card',
  [PCSC.NO_SERVICE]: 'the PC/SC service is not running',
  [PCSC.SERVICE_STOPPED]: 'the PC/SC service was stopped',
  [PCSC.COMMUNICATION]: 'the PC/SC service went away',
};

/** An error of the binding as this product's own, with the PC/SC return code in its detail. */
export function makePcscError(code: Code, cause: unknown): CardError {
  const returnCode = pcscReturnCode(cause);
  if (returnCode === undefined) return new CardError(code, { cause });
  const number = `PC/SC ${returnCode.toString(16)}`;
  const detail = DETAILS[returnCode];
  return new CardError(code, { cause, detail: detail === undefined ? number : `${detail}, ${number}` });
}
