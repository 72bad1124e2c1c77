/**
 * The one meeting point of a terminal and a card: transmit one command APDU, receive one response APDU.
 * Both are whole APDUs as ISO/IEC 7816-4 writes them, extended length included.
 * @throws CardError CARD_REMOVED, CARD_RESET, CARD_TIMED_OUT, CARD_ANSWER_BAD, READER_REMOVED, READER_SERVICE_DOWN, READER_FAILED
 */
export type CardTransport = {
  transmit(command: Uint8Array): Promise<Uint8Array>;
  /** `short`: this reader is known not to pass extended length, so no long command is tried. Left out: it may be tried. */
  readonly apduLengths?: 'short' | 'extended';
};
