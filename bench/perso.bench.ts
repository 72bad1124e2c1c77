import type { Card } from '@residence-permit/firmware-sim/card';
import { type BitRate, deskEstimate } from '@residence-permit/firmware-sim/timing';
import {
  makeMemoryJobStore,
  makeOpenPersonalisation,
  makePersonaliseCard,
} from '@residence-permit/issuer/personalisation';
import { makeSignPermit } from '@residence-permit/issuer/signing';
import type { CardTransport } from '@residence-permit/shared/apdu';
import { CardError } from '@residence-permit/shared/errors';
import { aBlank, onReader } from '@residence-permit/test/builders/a-blank';
import { accept, anOffice, DEMO_AT, type Office } from '@residence-permit/test/builders/an-office';
import { aRecord } from '@residence-permit/test/builders/a-record';
import { aPortrait } from '@residence-permit/test/builders/portrait';
import type { Section } from './figures.ts';

const PORTRAIT_BYTES = 3000;
/** kbit/s; the chip's own default. */
const BIT_RATE: BitRate = 424;

/** One personalisation, whole and cut at half of its bytes, on the modern chip. */
export async function measurePerso(): Promise<Section> {
  const office = await anOffice({ seed: 'bench' });
  office.setClock(DEMO_AT);
  const chip = aBlank({ seed: 'whole' });
  chip.meter.reset();
  await office.takeIn(onReader(chip));
  const intakeMs = chip.meter.modelMs;
  const whole = await personalise({ office, chip, stopAfterBytes: Number.POSITIVE_INFINITY });

  const torn = aBlank({ seed: 'torn' });
  await office.takeIn(onReader(torn));
  const production = await aProduction(office);
  const cut = await personalise({ office, chip: torn, production, stopAfterBytes: whole.bytes / 2 });
  const resumed = await personalise({ office, chip: torn, production, stopAfterBytes: Number.POSITIVE_INFINITY });
  if (!cut.wasCut || whole.wasCut || resumed.wasCut) throw new Error('perso: the cut did not come where it was wanted');
  const desk = deskEstimate({ modelMs: whole.modelMs, apdus: whole.apdus });
  return {
    figures: {
      'perso.modelS': whole.modelMs / 1000,
      'perso.resumeBytes': resumed.bytes / whole.bytes,
      'perso.apdus': whole.apdus,
      'perso.bytes': whole.bytes,
      'perso.deskS': (desk.lowMs + desk.highMs) / 2000,
      'perso.intakeModelS': intakeMs / 1000,
    },
    remarks: [
      `modelled for ${BIT_RATE} kbit/s, portrait of ${PORTRAIT_BYTES} bytes, both keys made on the chip; intake and read-back are not in it`,
      `cut after ${cut.bytes} of ${whole.bytes} bytes; going on took ${resumed.bytes}, as a share of the whole in the figure`,
    ],
  };
}

type Production = Awaited<ReturnType<typeof aProduction>>;

/** The use case of the office with a planned card of its own. */
async function aProduction(office: Office) {
  const { register, random, clock, engine, authority } = office;
  const [documentSigner] = authority.documentSigners;
  if (documentSigner === undefined) throw new RangeError('no document signer');
  const { key: signer, certificate } = documentSigner;
  const { cardNumber } = await office.plan({ ...aRecord(), portrait: aPortrait(PORTRAIT_BYTES) });
  const run = makePersonaliseCard({
    register,
    jobs: makeMemoryJobStore(),
    openPersonalisation: makeOpenPersonalisation({ officeMaster: authority.personalisationMaster, random }),
    signPermit: makeSignPermit({ signer: { signer, certificate }, engine, random, clock }),
    cvcaCertificate: authority.cvca.certificate,
    random,
  });
  return { cardNumber, run };
}

/** Personalises until so many bytes have passed both ways. */
async function personalise(job: {
  readonly office: Office;
  readonly chip: Card;
  readonly production?: Production;
  readonly stopAfterBytes: number;
}): Promise<{ readonly wasCut: boolean; readonly bytes: number; readonly apdus: number; readonly modelMs: number }> {
  const { chip, stopAfterBytes } = job;
  const { cardNumber, run } = job.production ?? (await aProduction(job.office));
  chip.reset();
  chip.meter.reset();
  const transport: CardTransport = {
    transmit: async (command) => {
      if (chip.meter.bytes + command.length > stopAfterBytes) throw new CardError('CARD_REMOVED');
      return chip.transmit(command);
    },
  };
  const wasCut = await run({ cardNumber, transport }).then(
    (outcome) => accept(outcome) === undefined,
    (cause: unknown) => {
      if (cause instanceof CardError && cause.code === 'CARD_REMOVED') return true;
      throw cause;
    },
  );
  const { bytes, apdus, modelMs } = chip.meter;
  return { wasCut, bytes, apdus, modelMs };
}
