import { type Card, createBlankCard, memoryStorage } from '@residence-permit/firmware-sim/card';
import { inProcessTransport } from '@residence-permit/firmware-sim/transports/in-process';
import { MasterKey } from '@residence-permit/issuer/authority';
import { makeTakeInChip } from '@residence-permit/issuer/intake';
import type { CardTransport } from '@residence-permit/shared/apdu';
import { CardError } from '@residence-permit/shared/errors';
import { diversifyKeys, PUBLISHED_KEYS } from '@residence-permit/shared/scp03';
import { describe, expect, it } from 'vitest';
import { aBlank, aCard, anOffice, DEMO_AT, type Office, seededRandom, SUPPLIER_MASTER } from '../builders/index.ts';

function takeInOf(office: Office, supplierMaster = SUPPLIER_MASTER) {
  const { register, random, clock, authority } = office;
  return makeTakeInChip({ officeMaster: authority.personalisationMaster, supplierMaster, register, random, clock });
}

/** A card that is taken away when so many commands have passed, the last one's answer being lost. */
function deafAfter(commands: number, chip: Card): CardTransport {
  let passed = 0;
  return {
    transmit: async (command) => {
      if (passed >= commands) throw new CardError('CARD_REMOVED');
      passed += 1;
      const response = chip.transmit(command);
      if (passed === commands) throw new CardError('CARD_REMOVED');
      return response;
    },
  };
}

/** A blank whose supplier left a published key on it. */
function anOpenBlank(keysOf: (chipNumber: Uint8Array) => ReturnType<typeof diversifyKeys>): Card {
  const random = seededRandom('open blank');
  const chipNumber = random(10);
  const supplierKeys = keysOf(chipNumber);
  return createBlankCard({ kind: 'modern', supplierKeys, chipNumber, random, storage: memoryStorage() });
}

describe('intake', () => {
  it("replaces the supplier's keys, enters the chip, and the supplier's keys open nothing any more", async () => {
    const office = await anOffice();
    office.setClock(DEMO_AT);
    const chip = aBlank({ seed: 'delivered' });
    const takeIn = takeInOf(office);
    const taken = await takeIn({ transport: inProcessTransport(chip), batch: 'spring delivery' });
    expect(taken).toMatchObject({ kind: 'taken-in', chip: { batch: 'spring delivery', takenInAt: DEMO_AT } });
    expect((await office.register.read()).chips).toEqual([taken.chip]);
    chip.reset();
    expect((await takeIn({ transport: inProcessTransport(chip), batch: 'again' })).kind).toBe('known-before');
    expect((await office.register.read()).chips).toHaveLength(1);
    chip.reset();
    const rival = takeInOf(await anOffice({ seed: 'rival' }));
    await expect(rival({ transport: inProcessTransport(chip), batch: 'stolen' })).rejects.toMatchObject({
      code: 'SCP_FAILED',
    });
  });

  it('goes on after the chip was lifted at any command', async () => {
    for (let commands = 1; commands <= 5; commands += 1) {
      const office = await anOffice();
      const chip = aBlank({ seed: `lifted after ${commands}` });
      const takeIn = takeInOf(office);
      const lifted = deafAfter(commands, chip);
      await expect(takeIn({ transport: lifted, batch: 'b' })).rejects.toMatchObject({ code: 'CARD_REMOVED' });
      chip.reset();
      expect((await takeIn({ transport: inProcessTransport(chip), batch: 'b' })).kind).toBe('taken-in');
    }
  });

  it('refuses a batch key that manuals publish, before any chip is touched', async () => {
    const office = await anOffice();
    for (const key of PUBLISHED_KEYS) {
      expect(() => takeInOf(office, new MasterKey(key))).toThrow(expect.objectContaining({ code: 'KEY_DEFAULT' }));
    }
  });

  it('refuses a chip that answers to a published key, as it is or diversified', async () => {
    const office = await anOffice();
    const takeIn = takeInOf(office);
    for (const key of PUBLISHED_KEYS) {
      for (const chip of [
        anOpenBlank(() => ({ enc: key, mac: key, dek: key })),
        anOpenBlank((chipNumber) => diversifyKeys(key, chipNumber)),
      ]) {
        await expect(takeIn({ transport: inProcessTransport(chip), batch: 'open' })).rejects.toMatchObject({
          code: 'KEY_DEFAULT',
        });
      }
    }
    expect((await office.register.read()).chips).toEqual([]);
  });

  it('refuses a chip of another batch, and one that is personalised', async () => {
    const office = await anOffice();
    office.setClock(DEMO_AT);
    const takeIn = takeInOf(office);
    const other = anOpenBlank((chipNumber) => diversifyKeys(seededRandom('another batch')(16), chipNumber));
    await expect(takeIn({ transport: inProcessTransport(other), batch: 'b' })).rejects.toMatchObject({
      code: 'SCP_FAILED',
    });
    const made = await aCard(office).personalised();
    await expect(takeIn({ transport: made.transport(), batch: 'b' })).rejects.toMatchObject({ code: 'SCP_FAILED' });
  });
});
