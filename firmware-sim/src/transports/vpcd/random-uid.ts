import { randomBytes } from 'node:crypto';

/** The first byte of a single-size identifier that is drawn anew at each activation (ISO/IEC 14443-3, 6.5.4). */
const RANDOM_UID_MARK = 0x08;

/**
 * What the reader, not the card, answers to its own command GET DATA (PC/SC part 3, 3.2.2.1.3: `FF CA 00 00`): the identifier
 * of the card in the field. It is drawn at each activation, so that it follows nobody.
 */
export class RandomUid {
  #uid = new Uint8Array(0);

  /** To be called at each activation. */
  draw(): void {
    this.#uid = Uint8Array.of(RANDOM_UID_MARK, ...randomBytes(3));
  }

  /** The answer if this is the reader's own command, class FF; else undefined, and the card is asked. */
  answer(command: Uint8Array): Uint8Array | undefined {
    if (command[0] !== 0xff) return undefined;
    const asksForUid = command[1] === 0xca && command[2] === 0x00 && command[3] === 0x00;
    return asksForUid ? Uint8Array.of(...this.#uid, 0x90, 0x00) : Uint8Array.of(0x6a, 0x81);
  }
}
