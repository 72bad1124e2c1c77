import { type CardTransport, initializeUpdate, SW_OK, transmitCommand } from '@residence-permit/shared/apdu';
import { CardError } from '@residence-permit/shared/errors';
import { diversifyKeys } from '@residence-permit/shared/scp03';
import type { MasterKey } from '../authority/index.ts';
import type { RandomSource } from '../ports/index.ts';
import { OFFICE_KEY_VERSION, SUPPLIER_KEY_VERSION } from './key-versions.ts';
import type { OpenPersonalisation } from './personalise-card.ts';
import { Scp03Channel } from './scp03-channel.ts';

/** Bytes of the host challenge. GPC_SPE_014 §7.1.1 */
const CHALLENGE_BYTES = 8;

/**
 * Opens personalisation with the office's own keys, diversified for the chip.
 * @throws CardError CHIP_NOT_TAKEN_IN when the chip still has its supplier's keys; SCP_FAILED when it holds others
 */
export function makeOpenPersonalisation(deps: {
  /** Master of the office's keys, 16 bytes. */
  readonly officeMaster: MasterKey;
  readonly random: RandomSource;
}): OpenPersonalisation {
  const { officeMaster, random } = deps;
  return async (transport) => {
    const channel = await Scp03Channel.open({
      transport,
      keyVersion: OFFICE_KEY_VERSION,
      findStaticKeys: (chipNumber) => diversifyKeys(officeMaster.expose(), chipNumber),
      random,
    });
    if (channel === undefined && (await holdsSupplierKeys(transport, random))) throw new CardError('CHIP_NOT_TAKEN_IN');
    return channel;
  };
}

/** Asks without proving anything: the chip tells which key sets it has. */
async function holdsSupplierKeys(transport: CardTransport, random: RandomSource): Promise<boolean> {
  const hostChallenge = random(CHALLENGE_BYTES);
  const update = initializeUpdate({ keyVersion: SUPPLIER_KEY_VERSION, hostChallenge });
  return (await transmitCommand(transport, update)).sw === SW_OK;
}
