import type { CardTransport } from '@residence-permit/shared/apdu';
import { CardError, DecodeError } from '@residence-permit/shared/errors';

/** Whether a fault at a command of extended length may be a refusal of just that: the link failed, the card did not leave. */
export function isLengthRefusal(cause: unknown): boolean {
  if (cause instanceof DecodeError) return cause.code === 'APDU_MALFORMED';
  return cause instanceof CardError && (cause.code === 'READER_FAILED' || cause.code === 'CARD_ANSWER_BAD');
}

/** Whether the bytes of a command are in extended form: 00 in the place of Lc or Le, and more after it. ISO/IEC 7816-4 §5.2 */
export function isExtendedCommand(bytes: Uint8Array): boolean {
  return bytes.length >= 7 && bytes[4] === 0;
}

/**
 * Does something with a card; when extended length turns out to be refused only inside the channel, which that ends, does
 * it once more from the start in short length. Only for what may begin anew.
 * @throws whatever `use` throws; EXTENDED_LENGTH_REFUSED only when short length did not help
 */
export async function withShortFallback<Result>(
  transport: CardTransport,
  use: (transport: CardTransport) => Promise<Result>,
): Promise<Result> {
  try {
    return await use(transport);
  } catch (cause) {
    const again = cause instanceof CardError && cause.code === 'EXTENDED_LENGTH_REFUSED';
    if (!again || transport.apduLengths === 'short') throw cause;
    return use({ transmit: (command) => transport.transmit(command), apduLengths: 'short' });
  }
}
