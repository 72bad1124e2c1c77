import { randomBytes } from 'node:crypto';
import { makeTakeInChip } from '@residence-permit/issuer/intake';
import { makeMemoryRegister } from '@residence-permit/issuer/register';
import { openOffice } from '@residence-permit/issuer/serve';
import { inProcessTransport } from '@residence-permit/firmware-sim/transports/in-process';
import { PilesAtCounter } from '../agent/piles-at-counter.ts';
import { aBlank, SUPPLIER_MASTER } from '../builders/a-blank.ts';
import { anOfficer } from '../builders/an-officer.ts';
import { OFFICE_ID } from '../builders/sample-offices.ts';
import type { ServedOffice, ServedProcess } from '../office/served/served-office.ts';

/** A counter whose agent holds a line to the service, and blanks of the stock to lay on its reader. */
export async function aCounter(office: ServedOffice, service: ServedProcess, name: string) {
  const reader = new PilesAtCounter('reader 1');
  await office.agent(name, service, reader);
  const clock = () => Math.floor(Date.now() / 1000);
  const { authority } = await openOffice(office.at('office'), clock);
  const takeIn = makeTakeInChip({
    officeMaster: await authority.openPersonalisationMaster(),
    supplierMaster: SUPPLIER_MASTER,
    register: makeMemoryRegister(),
    random: (length) => new Uint8Array(randomBytes(length)),
    clock,
  });
  return {
    /** Lays a new blank of the stock on the reader. */
    async layBlank(seed: string): Promise<void> {
      const chip = aBlank({ seed });
      const taken = await takeIn({ transport: inProcessTransport(chip), batch: 'test batch' });
      await office.stores.inTransaction(anOfficer(), (tx) =>
        tx.stock.takeIn([{ ...taken.chip, officeId: OFFICE_ID, account: 'VAULT' }]),
      );
      reader.lay([{ chip }]);
    },
  };
}
