import type { CardSession } from './card-session.ts';
import type { CardTransport } from './card-transport.ts';
import { encodeCommand } from './command-apdu.ts';
import { LookAhead } from './look-ahead.ts';
import { decodeResponse } from './response-apdu.ts';
import { transmitCommand } from './transmit-command.ts';

/** A card in the clear; over a transport that takes lists, announced commands go ahead. */
export function plainSession(transport: CardTransport): CardSession {
  if (transport.transmitList === undefined) return { transmit: (command) => transmitCommand(transport, command) };
  return new LookAhead(async (commands) => {
    const answer = await transport.transmitList?.(commands.map(encodeCommand));
    return { responses: answer?.responses.map(decodeResponse) ?? [], ...answerFault(answer?.fault) };
  });
}

function answerFault(fault: unknown): { readonly fault?: unknown } {
  return fault === undefined ? {} : { fault };
}
