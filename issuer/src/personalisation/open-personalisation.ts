import { type CardSession, type CardTransport, expectSuccess, putKey } from '@residence-permit/shared/apdu';
import { CardError } from '@residence-permit/shared/errors';
import { diversifyKeys, encodePutKey } from '@residence-permit/shared/scp03';
import type { MasterKey } from '../authority/index.ts';
import type { RandomSource } from '../ports/index.ts';
import type { OpenPersonalisation } from './personalise-card.ts';
import { type FindStaticKeys, Scp03Channel } from './scp03-channel.ts';

/** Key set version under which the supplier delivers chips, and the office's own. */
const SUPPLIER_KEY_VERSION = 0x01;
const OFFICE_KEY_VERSION = 0x30;

/**
 * Opens personalisation with the office's own keys, diversified for the chip. A chip that still has its supplier's keys
 * gets them replaced first, so that whoever knows those can do nothing with the office's stock.
 * @throws CardError SCP_FAILED, CARD_STATUS
 */
export function makeOpenPersonalisation(deps: {
  /** Master of the office's keys, 16 bytes. */
  readonly officeMaster: MasterKey;
  /** Master of the batch as its supplier handed it over, 16 bytes. */
  readonly supplierMaster: MasterKey;
  readonly random: RandomSource;
}): OpenPersonalisation {
  const { random } = deps;
  const officeKeys: FindStaticKeys = (data) => diversifyKeys(deps.officeMaster.expose(), data);
  const supplierKeys: FindStaticKeys = (data) => diversifyKeys(deps.supplierMaster.expose(), data);
  const open = (transport: CardTransport, keyVersion: number, findStaticKeys: FindStaticKeys) =>
    Scp03Channel.open({ transport, keyVersion, findStaticKeys, random });
  return async (transport): Promise<CardSession | undefined> => {
    const channel = await open(transport, OFFICE_KEY_VERSION, officeKeys);
    if (channel !== undefined) return channel;
    const supplierChannel = await open(transport, SUPPLIER_KEY_VERSION, supplierKeys);
    if (supplierChannel === undefined) return undefined;
    const { diversificationData } = supplierChannel;
    const keys = officeKeys(diversificationData);
    const { dek } = supplierKeys(diversificationData);
    const data = encodePutKey({ newKeyVersion: OFFICE_KEY_VERSION, keys, dek });
    expectSuccess(await supplierChannel.transmit(putKey({ oldVersion: SUPPLIER_KEY_VERSION, data })), 'PUT KEY');
    const opened = await open(transport, OFFICE_KEY_VERSION, officeKeys);
    if (opened === undefined) throw new CardError('SCP_FAILED', { detail: 'the new key set does not answer' });
    return opened;
  };
}
