import { randomBytes } from 'node:crypto';
import { makeTakeInChip } from '@residence-permit/issuer/intake';
import { makeMemoryRegister } from '@residence-permit/issuer/register';
import { openOffice } from '@residence-permit/issuer/serve';
import type { Card } from '@residence-permit/firmware-sim/card';
import { inProcessTransport } from '@residence-permit/firmware-sim/transports/in-process';
import type { CounterReaders, HeldCard } from '@residence-permit/issuer/adapters/agent';
import { CardError } from '@residence-permit/shared/errors';
import { aBlank, SUPPLIER_MASTER } from '../builders/a-blank.ts';
import { anOfficer } from '../builders/an-officer.ts';
import { OFFICE_ID } from '../builders/sample-offices.ts';
import type { ServedOffice, ServedProcess } from '../office/served/served-office.ts';

export const COUNTER = 'COUNTER-1';
export const READER = 'reader 1';

/** A counter with one reader, whose agent has its line to the service, and blanks of the stock to lay on it. */
export type CardCounter = Awaited<ReturnType<typeof aCardCounter>>;

/** Brings the agent of a counter to that process of the service. */
export async function aCardCounter(office: ServedOffice, service: ServedProcess) {
  const reader = new OneReader();
  await office.agent(COUNTER, service, reader);
  const clock = () => Math.floor(Date.now() / 1000);
  const { authority } = await openOffice(office.at('office'), clock);
  const takeIn = makeTakeInChip({
    officeMaster: await authority.openPersonalisationMaster(),
    supplierMaster: SUPPLIER_MASTER,
    register: makeMemoryRegister(),
    random: (length) => new Uint8Array(randomBytes(length)),
    clock,
  });
  let made = 0;
  return {
    /** A blank of the stock. */
    async aChip() {
      made += 1;
      const chip = aBlank({ seed: `counter ${made}` });
      const taken = await takeIn({ transport: inProcessTransport(chip), batch: 'test batch' });
      await office.stores.inTransaction(anOfficer(), (tx) =>
        tx.stock.takeIn([{ ...taken.chip, officeId: OFFICE_ID, account: 'VAULT' }]),
      );
      return chip;
    },
    reader,
  };
}

/** The reader of a counter, on which one chip at a time lies, or none. */
class OneReader implements CounterReaders {
  #chip: Card | undefined;
  #pullAt: number | undefined;
  #reached = 0;

  /** Lays a chip down. @param pullAt the command before which it is pulled away again, counted from 1 */
  lay(chip: Card, pullAt?: number): void {
    this.#chip = chip;
    this.#pullAt = pullAt;
    this.#reached = 0;
  }

  async list() {
    return [{ name: READER, card: this.#chip === undefined ? ('absent' as const) : ('ready' as const) }];
  }

  async open(): Promise<HeldCard> {
    const chip = this.#chip;
    if (chip === undefined) throw new CardError('CARD_ABSENT');
    chip.reset();
    return {
      readerName: READER,
      atr: Uint8Array.of(0x3b, 0x80),
      transmit: async (command) => {
        this.#reached += 1;
        if (this.#reached === this.#pullAt) this.#chip = undefined;
        if (this.#chip !== chip) throw new CardError('CARD_REMOVED');
        return chip.transmit(command);
      },
      release: async () => chip.reset(),
    };
  }

  async awaitLeft(): Promise<void> {
    this.#chip = undefined;
  }
}
