import {
  type CardSession,
  expectSuccess,
  setPin as setPinCommand,
  unblockPin as unblockPinCommand,
} from '@residence-permit/shared/apdu';
import { requirePasswordForm } from './pace-password.ts';

/**
 * Sets the PIN: for the collector of a card that is not active yet, with the PIN-management right of a terminal at which
 * the collector types; after that by the holder, in a session opened with the old one. Gives all tries back.
 * @throws CardError PASSWORD_WRONG when it is not six digits; CARD_STATUS 6982 without the right, 6985 on an active card
 */
export async function setPin(session: CardSession, pin: string): Promise<void> {
  requirePasswordForm({ kind: 'pin', value: pin });
  expectSuccess(await session.transmit(setPinCommand(pin)), 'setting the PIN');
}

/** Gives all tries of the PIN back, in a session opened with the unblocking code. @throws CardError CARD_STATUS */
export async function unblockPin(session: CardSession): Promise<void> {
  expectSuccess(await session.transmit(unblockPinCommand()), 'unblocking the PIN');
}
