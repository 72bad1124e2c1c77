import type { CommandApdu } from './command-apdu.ts';
import type { ResponseApdu } from './response-apdu.ts';

/** A card that takes commands, in the clear or behind a channel. A status word other than 9000 is an answer, not an error. */
export type CardSession = { transmit(command: CommandApdu): Promise<ResponseApdu> };
