import type { WriteRecordData } from '@residence-permit/shared/records';

/** Something that a write session does with the card. */
export type CardStep =
  /** Six digits. */
  | { readonly kind: 'set-pin'; readonly pin: string }
  | { readonly kind: 'write'; readonly data: WriteRecordData }
  | { readonly kind: 'read'; readonly sfi: number };

/**
 * A channel to one card after PACE, the proof that the chip holds the key of its record, and terminal authentication with
 * the office's write terminal.
 */
export type WriteSession = {
  /**
   * Tells what comes next, so that it can go to the card together; each step while the card took those before. The steps are
   * then done one by one by the methods below, in this order.
   */
  announce(steps: readonly CardStep[]): void;
  /**
   * Reads a whole file by its short id.
   * @throws CardError CARD_STATUS when the card refuses; TERMINAL_REFUSED where this is the first step of the session
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
