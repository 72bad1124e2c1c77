import type { Outcome } from '@residence-permit/shared/outcome';
import {
  type HandOverSecrets,
  type InspectRefusal,
  makeInspectCard,
  makeOpenPersonalisation,
  makePersonaliseCard,
  type PersonaliseRefusal,
} from '../personalisation/index.ts';
import type { CardEntry } from '../register/index.ts';
import { type OfficeFolder, signersOf } from './office-folder.ts';
import { keepLetter, requireLetterPlace } from './keep-letter.ts';
import { makePlaceCard, type ReaderChoice } from './place-card.ts';
import { makeReadBackProcess } from './read-back-process.ts';

export type ProduceRefusal = PersonaliseRefusal | InspectRefusal;

/** Personalises the card on a reader, lets go of it, and has another process read it back with the public verifier. */
export function makeProduceCard(settings: {
  readonly office: OfficeFolder;
  /** Folder of a terminal that may read everything. */
  readonly readFolder: string;
  readonly clockText: string;
  /** File for the CAN and PUK of a card. */
  readonly letterOf: (cardNumber: string) => string;
}) {
  const { office, readFolder, clockText, letterOf } = settings;
  const { register, jobs, authority, random, clock, paths } = office;
  const personaliseCard = makePersonaliseCard({
    register,
    jobs,
    openPersonalisation: async (transport) => {
      const officeMaster = await authority.openPersonalisationMaster();
      return makeOpenPersonalisation({ officeMaster, random })(transport);
    },
    signPermit: signersOf(office).signPermit,
    cvcaCertificate: authority.cvca.certificate,
    random,
  });
  const handOverSecrets: HandOverSecrets = (cardNumber, secrets) =>
    keepLetter(letterOf(cardNumber), cardNumber, secrets);

  return async (cardNumber: string, choice: ReaderChoice): Promise<Outcome<CardEntry, ProduceRefusal>> => {
    await requireLetterPlace(letterOf(cardNumber), cardNumber);
    const made = await personaliseOn(cardNumber, choice);
    if (!made.ok) return made;
    const readBack = makeReadBackProcess({
      ...choice,
      clock: clockText,
      trustFolder: paths.trust,
      terminalFolder: readFolder,
    });
    return makeInspectCard({ register, jobs, clock, readBack, handOverSecrets })(cardNumber);
  };

  async function personaliseOn(
    cardNumber: string,
    choice: ReaderChoice,
  ): Promise<Outcome<CardEntry, PersonaliseRefusal>> {
    const placed = await makePlaceCard(choice)();
    try {
      return await personaliseCard({ cardNumber, transport: placed.transport });
    } finally {
      await placed.release();
    }
  }
}
