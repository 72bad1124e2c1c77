import type { CardTransport } from './card-transport.ts';
import { type CommandApdu, encodeCommand } from './command-apdu.ts';
import { decodeResponse, type ResponseApdu } from './response-apdu.ts';

/** Sends one command in the clear. @throws CardError, DecodeError APDU_MALFORMED */
export async function transmitCommand(transport: CardTransport, command: CommandApdu): Promise<ResponseApdu> {
  return decodeResponse(await transport.transmit(encodeCommand(command)));
}
