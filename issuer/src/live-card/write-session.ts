import type { WriteRecordData } from '@residence-permit/shared/records';

/**
 * A channel to one card after PACE, the proof that the chip holds the key of its record, and terminal authentication with
 * the office's write terminal.
 */
export type WriteSession = {
  /**
   * Reads a whole file by its short id.
   * @throws CardError CARD_STATUS when the card refuses
   */
  readFile(sfi: number): Promise<Uint8Array>;
  /** WRITE RECORD. @throws CardError CARD_STATUS when the card refuses */
  writeRecord(data: WriteRecordData): Promise<void>;
  /** Sets the holder's PIN, six digits. @throws CardError CARD_STATUS when the card refuses */
  setPin(pin: string): Promise<void>;
  /** Ends the session; the card can be taken away. */
  close(): Promise<void>;
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

/** Runs work in a session and closes it, whatever happens. */
export async function inSession<Value>(
  session: WriteSession,
  work: (session: WriteSession) => Promise<Value>,
): Promise<Value> {
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
