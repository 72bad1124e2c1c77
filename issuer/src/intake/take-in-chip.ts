import { type CardTransport, expectSuccess, putKey } from '@residence-permit/shared/apdu';
import { CardError, PermitError } from '@residence-permit/shared/errors';
import { diversifyKeys, encodePutKey, isPublishedKey } from '@residence-permit/shared/scp03';
import type { MasterKey } from '../authority/index.ts';
import {
  type FindStaticKeys,
  OFFICE_KEY_VERSION,
  Scp03Channel,
  SUPPLIER_KEY_VERSION,
} from '../personalisation/index.ts';
import type { Clock, RandomSource } from '../ports/index.ts';
import { type Changed, type ChipEntry, findChip, type Register, type RegisterState } from '../register/index.ts';
import { holdsPublishedKeys } from './holds-published-keys.ts';

/** What became of a chip. `known-before`: it stood in the stock already, as after an intake whose end was not seen. */
export type TakenIn = { readonly chip: ChipEntry; readonly kind: 'taken-in' | 'known-before' };

/**
 * Takes a blank chip into the office's stock: the supplier's keys are replaced by the office's own, which the chip then has
 * to prove, so that whoever knows the supplier's can do nothing with the stock. A run that was cut short is simply repeated:
 * the chip answers either to the old keys or to the new ones.
 * @throws PermitError KEY_DEFAULT when the batch key, or what the chip itself answers to, is published in manuals
 * @throws CardError SCP_FAILED when the chip holds neither the supplier's nor the office's keys; CARD_STATUS
 */
export function makeTakeInChip(deps: {
  /** Master of the office's keys, 16 bytes. */
  readonly officeMaster: MasterKey;
  /** Master of the batch as its supplier handed it over, 16 bytes. */
  readonly supplierMaster: MasterKey;
  readonly register: Register;
  readonly random: RandomSource;
  readonly clock: Clock;
}) {
  const { random } = deps;
  if (isPublishedKey(deps.supplierMaster.expose())) throw new PermitError('KEY_DEFAULT', { detail: 'the batch key' });
  const officeKeys: FindStaticKeys = (chipNumber) => diversifyKeys(deps.officeMaster.expose(), chipNumber);
  const supplierKeys: FindStaticKeys = (chipNumber) => diversifyKeys(deps.supplierMaster.expose(), chipNumber);

  return async (input: { readonly transport: CardTransport; readonly batch: string }): Promise<TakenIn> => {
    const { transport, batch } = input;
    const supplierChannel = await openAsSupplier(transport);
    if (supplierChannel !== undefined) await replaceKeys(supplierChannel);
    const channel = await open(transport, OFFICE_KEY_VERSION, officeKeys);
    if (channel === undefined) throw new CardError('SCP_FAILED', { detail: 'no key set: the chip is personalised' });
    const chip = { chipNumber: channel.diversificationData, batch, takenInAt: deps.clock() };
    return deps.register.change((state) => enter(state, chip));
  };

  function open(transport: CardTransport, keyVersion: number, findStaticKeys: FindStaticKeys) {
    return Scp03Channel.open({ transport, keyVersion, findStaticKeys, random });
  }

  async function openAsSupplier(transport: CardTransport): Promise<Scp03Channel | undefined> {
    try {
      return await open(transport, SUPPLIER_KEY_VERSION, supplierKeys);
    } catch (cause) {
      const isOpen = await holdsPublishedKeys({ transport, keyVersion: SUPPLIER_KEY_VERSION, random });
      throw isOpen ? new PermitError('KEY_DEFAULT', { cause, detail: 'the chip' }) : cause;
    }
  }

  async function replaceKeys(channel: Scp03Channel): Promise<void> {
    const { diversificationData } = channel;
    const keys = officeKeys(diversificationData);
    const { dek } = supplierKeys(diversificationData);
    const data = encodePutKey({ newKeyVersion: OFFICE_KEY_VERSION, keys, dek });
    expectSuccess(await channel.transmit(putKey({ oldVersion: SUPPLIER_KEY_VERSION, data })), 'PUT KEY');
  }
}

function enter(state: RegisterState, chip: ChipEntry): Changed<TakenIn> {
  const known = findChip(state, chip.chipNumber);
  if (known !== undefined) return { state, value: { chip: known, kind: 'known-before' } };
  return { state: { ...state, chips: [...state.chips, chip] }, value: { chip, kind: 'taken-in' } };
}
