/**
 * The one meeting point of a terminal and a card: transmit one command APDU, receive one response APDU.
 * Both are whole APDUs as ISO/IEC 7816-4 writes them, extended length included.
 * @throws CardError CARD_REMOVED, CARD_ABSENT, READER_FAILED
 */
export type CardTransport = { transmit(command: Uint8Array): Promise<Uint8Array> };
