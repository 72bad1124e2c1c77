import { type CardSession, type CardTransport, mseSetAtPace, transmitCommand } from '@residence-permit/shared/apdu';
import { CardError } from '@residence-permit/shared/errors';
import { PACE_OIDS, PARAMETER_ID } from '@residence-permit/shared/pace';
import { readCardAccess } from './card-access.ts';
import { refuseUnusable } from './refuse-unusable.ts';

/** Where the PIN of a card stands. `suspended`: one try is left, and the card access number must come first. */
export type PinState = 'not-set' | 'ready' | 'suspended' | 'blocked';

/** What a card says of its two counters before anybody proved anything. */
export type PinStatus = {
  readonly state: PinState;
  /** 0 to 3; as a PIN that is not set would have. */
  readonly triesLeft: number;
  /** Uses of the unblocking code: 0 to 10. */
  readonly pukUsesLeft: number;
};

const SW_OK = 0x9000;
const SW_DEACTIVATED = 0x6283;
const SW_CONDITIONS = 0x6985;
const TRIES_LEFT = 0x63c0;
const ALL_TRIES = 3;
const ALL_USES = 10;

/**
 * Asks a freshly powered card how many tries its PIN and its unblocking code have left. It costs none: the question is the
 * first command of PACE, MSE:Set AT (TR-03110-3 §B.11.1), and no run follows.
 * @throws CardError CARD_BLANK, CARD_TERMINATED, CARD_NOT_PERMIT, CARD_STATUS, CARD_REMOVED, READER_FAILED
 * @throws DecodeError TLV_*, PACE_MALFORMED, APDU_MALFORMED
 */
export async function readPinStatus(transport: CardTransport): Promise<PinStatus> {
  await readCardAccess(transport);
  const plain: CardSession = { transmit: (command) => transmitCommand(transport, command) };
  const pukUsesLeft = await askLeft(plain, 'puk', ALL_USES);
  const triesLeft = await askLeft(plain, 'pin', ALL_TRIES);
  if (triesLeft === undefined || pukUsesLeft === undefined) {
    return { state: 'not-set', triesLeft: triesLeft ?? ALL_TRIES, pukUsesLeft: pukUsesLeft ?? ALL_USES };
  }
  return { state: stateOf(triesLeft), triesLeft, pukUsesLeft };
}

function stateOf(triesLeft: number): PinState {
  if (triesLeft === 0) return 'blocked';
  return triesLeft === 1 ? 'suspended' : 'ready';
}

/** Tries left, or nothing where the password is not set. */
async function askLeft(plain: CardSession, password: 'pin' | 'puk', all: number): Promise<number | undefined> {
  const command = mseSetAtPace({ oid: PACE_OIDS.gm, password, parameterId: PARAMETER_ID['P-256'] });
  const { sw } = await plain.transmit(command);
  if (sw === SW_OK) return all;
  if (sw === SW_DEACTIVATED) return undefined;
  if ((sw & 0xfff0) === TRIES_LEFT) return sw & 0x0f;
  if (sw === SW_CONDITIONS) await refuseUnusable(plain);
  throw new CardError('CARD_STATUS', { sw, detail: 'MSE:Set AT' });
}
