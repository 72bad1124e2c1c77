/** How a list of commands went: the responses that came, and what befell the command after the last of them. */
export type ListAnswer = {
  /** In the order of the commands; fewer where one was answered with another status word than 9000, or a fault ended it. */
  readonly responses: readonly Uint8Array[];
  /** As `transmit` throws it. The command that it befell may have reached the card. */
  readonly fault?: unknown;
};

/**
 * The one meeting point of a terminal and a card: transmit one command APDU, receive one response APDU.
 * Both are whole APDUs as ISO/IEC 7816-4 writes them, extended length included.
 * @throws CardError CARD_REMOVED, CARD_RESET, CARD_TIMED_OUT, CARD_ANSWER_BAD, READER_REMOVED, READER_SERVICE_DOWN, READER_FAILED
 */
export type CardTransport = {
  transmit(command: Uint8Array): Promise<Uint8Array>;
  /**
   * Sends commands one after the other and ends after the first that is answered with another status word than 9000. There
   * where the way to the card is long, and a list costs as much of it as one command. Never throws for what befalls a command.
   */
  transmitList?(commands: readonly Uint8Array[]): Promise<ListAnswer>;
  /** `short`: this reader is known not to pass extended length, so no long command is tried. Left out: it may be tried. */
  readonly apduLengths?: 'short' | 'extended';
};
