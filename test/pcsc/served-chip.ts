import type { Card } from '@residence-permit/firmware-sim/card';
import { serveVpcd, type VpcdSlot } from '@residence-permit/firmware-sim/transports/vpcd';
import { CardError } from '@residence-permit/shared/errors';

/** What happens at command number `at` of a session, counted from 1: nothing, or an answer in place of the chip's. */
export type Trouble = (at: number, command: Uint8Array, chip: Card) => Promise<Uint8Array | undefined>;

const HOST = '127.0.0.1';

/** A chip of this process in a slot of the virtual reader: the reader's binding runs in another process, so it may. */
export async function insertChip(
  chip: Card,
  port: number,
  trouble: Trouble = async () => undefined,
): Promise<VpcdSlot> {
  let at = 0;
  const card = {
    async transmit(command: Uint8Array) {
      at += 1;
      return (await trouble(at, command, chip)) ?? chip.transmit(command);
    },
    reset() {
      at = 0;
      chip.reset();
    },
  };
  return serveVpcd({ card, host: HOST, port, onSession: () => undefined });
}

/** The card is lifted before it gets that command. */
export function liftedAt(number: number): Trouble {
  return async (at) => {
    if (at === number) throw new CardError('CARD_REMOVED');
    return undefined;
  };
}
