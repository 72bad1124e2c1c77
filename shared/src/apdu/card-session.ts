import type { CommandApdu } from './command-apdu.ts';
import type { ResponseApdu } from './response-apdu.ts';

/** A card that takes commands, in the clear or behind a channel. A status word other than 9000 is an answer, not an error. */
export type CardSession = {
  transmit(command: CommandApdu): Promise<ResponseApdu>;
  /**
   * Tells which commands will follow the next one, so that they can go to the card together with it; they do so only while
   * every command before is answered with 9000. Who announces a command must want it done in that case, asked for or not.
   * There where the transport takes lists.
   */
  announce?(commands: readonly CommandApdu[]): void;
};
