import { type CardSession, expectSuccess, PERMIT_AID, selectApplication } from '@residence-permit/shared/apdu';
import { CardError } from '@residence-permit/shared/errors';

const SW_NOT_FOUND = 0x6a82;

/**
 * Selects the permit application.
 * @throws CardError CARD_NOT_PERMIT when the card has none; CARD_STATUS
 */
export async function selectPermit(session: CardSession): Promise<void> {
  const response = await session.transmit(selectApplication(PERMIT_AID));
  if (response.sw === SW_NOT_FOUND) throw new CardError('CARD_NOT_PERMIT', { sw: response.sw });
  expectSuccess(response, 'SELECT of the permit application');
}
