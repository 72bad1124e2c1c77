import { randomBytes } from 'node:crypto';
import { makeTakeInChip } from '@residence-permit/issuer/intake';
import { makeMemoryRegister } from '@residence-permit/issuer/register';
import { openOffice } from '@residence-permit/issuer/serve';
import { inProcessTransport } from '@residence-permit/firmware-sim/transports/in-process';
import { CardError } from '@residence-permit/shared/errors';
import { ChipsAtCounter } from '../agent/chips-at-counter.ts';
import { aBlank, SUPPLIER_MASTER } from '../builders/a-blank.ts';
import { anOfficer } from '../builders/an-officer.ts';
import { OFFICE_ID } from '../builders/sample-offices.ts';
import type { ServedOffice, ServedProcess } from '../office/served/served-office.ts';

export const COUNTER = 'COUNTER-1';
export const READER = 'reader 1';

/** A counter with one reader, whose agent has its line to the service, and blanks of the stock to lay on it. */
export type Counter = Awaited<ReturnType<typeof aCounter>>;

/** Brings the agent of a counter to that process of the service. */
export async function aCounter(office: ServedOffice, service: ServedProcess) {
  /** What happens before a command goes to the chip, by its number since the chip was laid down. */
  let trouble: ((at: number) => Promise<void>) | undefined;
  let at = 0;
  const chips = new ChipsAtCounter({}, async () => {
    at += 1;
    await trouble?.(at);
  });
  await office.agent(COUNTER, service, chips);
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
    /** Lays a chip on the reader. */
    lay(chip: ReturnType<typeof aBlank>, happens?: (at: number) => Promise<void>): void {
      at = 0;
      trouble = happens;
      chips.put(READER, chip);
    },
    take(): void {
      chips.take(READER);
    },
    /** The chip is pulled away at command number `when`. */
    pulledAt(when: number): (at: number) => Promise<void> {
      return async (now) => {
        if (now < when) return;
        chips.take(READER);
        throw new CardError('CARD_REMOVED');
      };
    },
  };
}
