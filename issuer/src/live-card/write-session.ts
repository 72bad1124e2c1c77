import type { CardSession } from '@residence-permit/shared/apdu';

/**
 * A channel to one card after PACE, the proof that the chip holds the key of its record, and terminal authentication with
 * the office's write terminal.
 */
export type WriteSession = CardSession & {
  /**
   * Reads a whole file by its short id.
   * @throws CardError CARD_STATUS when the card refuses
   */
  readFile(sfi: number): Promise<Uint8Array>;
};

/**
 * Opens that channel to the card on the reader.
 * @throws CardError CHIP_NOT_GENUINE when the chip does not hold `deviceKey`, so that nothing is written to another card;
 * PASSWORD_WRONG, TERMINAL_REFUSED, CARD_REMOVED
 */
export type OpenWriteSession = (card: {
  /** Six digits. */
  readonly can: string;
  /** Uncompressed point, 65 bytes, from the register. */
  readonly deviceKey: Uint8Array;
}) => Promise<WriteSession>;
