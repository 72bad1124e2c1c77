import { randomUUID } from 'node:crypto';
import type { CardTransport } from '@residence-permit/shared/apdu';
import { makeOpenPersonalisation } from '../../personalisation/index.ts';
import type { AskPin } from '../../live-card/index.ts';
import type { EvidenceFiles, InTransaction, Officer } from '../../use-cases/ports/index.ts';
import {
  type FindEntitlements,
  type FindResidence,
  makeActivateHandedOverCard,
  makeCheckQuality,
  makeHandOverCard,
  makeLapseUncollected,
  makeLoadPermitEntry,
  makeProduceCard,
  makePutBackCard,
  makeReadBackCard,
  makeReadCardFace,
  makeReadCardSecret,
  makeReserveCard,
  makeSetAsideCard,
  makeSpoilCard,
} from '../../use-cases/production/index.ts';
import { type OfficeFolder, signersOf, UTC_OFFSET_MINUTES } from '../office-folder.ts';
import { makeOpenWriteSession } from '../office-terminal/open-write-session.ts';
import { toCredential } from '../office-terminal/to-credential.ts';
import { makeRelayedReadBack } from '../read-back/make-relayed-read-back.ts';
import { makeOfficeTerminals } from '../commands/authority-commands.ts';

/** The card on some reader: each call powers it up anew. */
export type PlaceCard = () => Promise<{ readonly transport: CardTransport; release(): Promise<void> }>;

/** Everything from a decision to an active card, over the office's own keys and terminals. */
export type Production = ReturnType<typeof makeProduction>;

/** Puts production together; keys stay in the office, the card is wherever `placeCard` reaches it. */
export function makeProduction(deps: {
  readonly office: OfficeFolder;
  readonly inTransaction: InTransaction;
  readonly files: EvidenceFiles;
  readonly findEntitlements: FindEntitlements;
  readonly findResidence: FindResidence;
  readonly environment: NodeJS.ProcessEnv;
}) {
  const { office, inTransaction, findResidence, environment } = deps;
  const { clock, random, paths, authority } = office;
  const loadPermitEntry = makeLoadPermitEntry(deps);
  const shared = { inTransaction, loadPermitEntry, clock, random, newId: randomUUID };

  return {
    reserveCard: makeReserveCard({ ...shared, findResidence }),
    async produceCard(officer: Officer, { cardNumber, placeCard }: CardOnReader) {
      const { signPermit } = signersOf(office);
      const officeMaster = await authority.openPersonalisationMaster();
      const openPersonalisation = makeOpenPersonalisation({ officeMaster, random });
      const { certificate: cvcaCertificate } = authority.cvca;
      const produce = makeProduceCard({ ...shared, openPersonalisation, signPermit, cvcaCertificate });
      return onReader(placeCard, (transport) => produce(officer, { cardNumber, transport }));
    },
    async readBackCard(officer: Officer, { cardNumber, placeCard }: CardOnReader) {
      const { readFolder: terminalFolder } = await makeOfficeTerminals(office);
      const settings = { trustFolder: paths.trust, terminalFolder, now: clock(), environment };
      return onReader(placeCard, (transport) => {
        const readBack = makeRelayedReadBack({ ...settings, transport, utcOffsetMinutes: UTC_OFFSET_MINUTES });
        return makeReadBackCard(shared)(officer, { cardNumber, readBack });
      });
    },
    checkQuality: makeCheckQuality(shared),
    handOverCard: makeHandOverCard(shared),
    putBackCard: makePutBackCard(shared),
    async activateCard(
      officer: Officer,
      { cardNumber, placeCard, askPin }: CardOnReader & { readonly askPin: AskPin },
    ) {
      const { write } = await makeOfficeTerminals(office);
      const openWriteSession = makeOpenWriteSession({ placeCard, credential: toCredential(write), random });
      const { signEndorsement } = signersOf(office);
      const activate = makeActivateHandedOverCard({ ...shared, signEndorsement });
      return activate(officer, { cardNumber, openWriteSession, askPin });
    },
    readCardSecret: makeReadCardSecret(shared),
    readCardFace: makeReadCardFace(shared),
    setAsideCard: makeSetAsideCard(shared),
    spoilCard: makeSpoilCard(shared),
    lapseUncollected: makeLapseUncollected(shared),
  };
}

type CardOnReader = { readonly cardNumber: string; readonly placeCard: PlaceCard };

async function onReader<Value>(
  placeCard: PlaceCard,
  work: (transport: CardTransport) => Promise<Value>,
): Promise<Value> {
  const card = await placeCard();
  try {
    return await work(card.transport);
  } finally {
    await card.release();
  }
}
