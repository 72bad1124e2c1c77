import type { CardTransport } from '@residence-permit/shared/apdu';
import type { Card } from '../../card/card.ts';

/** The card as a transport, with nothing between: no reader, no process, no bytes copied twice. */
export function inProcessTransport(card: Pick<Card, 'transmit'>): CardTransport {
  return { transmit: (command) => Promise.resolve(card.transmit(command)) };
}
