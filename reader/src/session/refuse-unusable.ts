import { type CardSession, PERMIT_AID, selectApplication } from '@residence-permit/shared/apdu';
import { CardError } from '@residence-permit/shared/errors';

const SW_NOT_FOUND = 0x6a82;
const SW_TERMINATED = 0x6285;

/**
 * Says why a chip takes no password at all, after MSE:Set AT answered 6985: in the clear it answers the selection of its
 * application with 6A82 while it is blank and with 6285 once it is terminated. Card profile 1 §2. Returns where neither is so.
 * @throws CardError CARD_BLANK, CARD_TERMINATED
 */
export async function refuseUnusable(exchange: CardSession): Promise<void> {
  const { sw } = await exchange.transmit(selectApplication(PERMIT_AID));
  if (sw === SW_NOT_FOUND) throw new CardError('CARD_BLANK', { sw });
  if (sw === SW_TERMINATED) throw new CardError('CARD_TERMINATED', { sw });
}
