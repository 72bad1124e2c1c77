import {
  makeMemoryJobStore,
  makeOpenPersonalisation,
  makePersonaliseCard,
} from '@residence-permit/issuer/personalisation';
import { makeSignPermit } from '@residence-permit/issuer/signing';
import type { Card } from '@residence-permit/firmware-sim/card';
import type { CardTransport } from '@residence-permit/shared/apdu';
import { CardError } from '@residence-permit/shared/errors';
import { aBlank, anOffice, aRecord, DEMO_AT, type Office, onReader } from '../../builders/index.ts';

/** An office with one card planned, and its personalisation. */
export async function officeWithPlannedCard() {
  const office = await anOffice();
  office.setClock(DEMO_AT);
  const { cardNumber } = await office.plan(aRecord());
  return { office, cardNumber, personalise: personaliser(office) };
}

/** The use case as the office runs it, with a signer that counts its calls. */
export function personaliser(office: Office) {
  const { register, random, clock, engine, authority } = office;
  const [documentSigner] = authority.documentSigners;
  if (documentSigner === undefined) throw new Error('no document signer');
  const { key: signer, certificate } = documentSigner;
  const sign = makeSignPermit({ signer: { signer, certificate }, engine, random, clock });
  const jobs = makeMemoryJobStore();
  const signed: string[] = [];
  const run = makePersonaliseCard({
    register,
    jobs,
    openPersonalisation: makeOpenPersonalisation({ officeMaster: authority.personalisationMaster, random }),
    signPermit: (permit) => {
      signed.push(permit.record.name);
      return sign(permit);
    },
    cvcaCertificate: authority.cvca.certificate,
    random,
  });
  return { run, jobs, signed };
}

/** A blank of the office's stock. */
export async function aStockedChip(office: Office, seed: string): Promise<Card> {
  const chip = aBlank({ seed });
  await office.takeIn(onReader(chip));
  return chip;
}

/** A card that is taken away after so many commands. */
export function leavingAfter(commands: number, chip: Card): CardTransport {
  let left = commands;
  return {
    transmit: async (command) => {
      if (left === 0) throw new CardError('CARD_REMOVED');
      left -= 1;
      return chip.transmit(command);
    },
  };
}

/** The chip itself on the reader. */
export const transportOf = (chip: Card): CardTransport => ({
  transmit: async (command) => chip.transmit(command),
});
