import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CardTransport } from '@residence-permit/shared/apdu';
import type { CardLifeParts } from '../../adapters/http/api/index.ts';
import * as batches from '../../use-cases/batches/index.ts';
import type { CaseDeps } from '../../use-cases/applications/index.ts';
import * as life from '../../use-cases/card-life/index.ts';
import * as endorsements from '../../use-cases/endorsements/index.ts';
import type { LoadPermitEntry } from '../../use-cases/production/index.ts';
import * as stock from '../../use-cases/stock/index.ts';
import { makeOfficeTerminals } from '../commands/authority-commands.ts';
import { type OfficeFolder, signersOf } from '../office-folder.ts';
import { makeOpenWriteSession } from '../office-terminal/open-write-session.ts';
import { toCredential } from '../office-terminal/to-credential.ts';
import { readSupplierKey } from '../parse-settings.ts';
import type { PlaceCard } from './make-production.ts';

/** Puts together what happens to active cards and to the stock, over the office's own keys and terminals. */
export function makeCardLife(
  deps: CaseDeps & {
    readonly office: OfficeFolder;
    readonly loadPermitEntry: LoadPermitEntry;
    /** Reserves a card for a case, for whoever has the right to. */
    readonly reserveCard: Parameters<typeof batches.makeReserveBatch>[0]['reserveCard'];
    /** Folder with the keys of deliveries, each as its supplier handed it over: `<batch>.key`. */
    readonly supplierKeys: string;
  },
): CardLifeParts {
  const { office, supplierKeys } = deps;
  const { random, authority } = office;
  const takeIn = stock.makeTakeInStock({
    ...deps,
    random,
    openOfficeMaster: () => authority.openPersonalisationMaster(),
    findSupplierKey: async (batch) => {
      const path = join(supplierKeys, `${batch}.key`);
      return existsSync(path) ? readSupplierKey(path) : undefined;
    },
  });
  const reserveBatch = batches.makeReserveBatch(deps);
  return {
    listLiveCards: life.makeListLiveCards(deps),
    holdCard: life.makeHoldCard(deps),
    liftHold: life.makeLiftHold(deps),
    takeBackCard: life.makeTakeBackCard(deps),
    revokeCard: life.makeRevokeCard(deps),
    requestRevocation: life.makeRequestRevocation(deps),
    confirmRevocation: life.makeConfirmRevocation(deps),
    listRevocations: life.makeListRevocations(deps),
    endPermit: life.makeEndPermit(deps),
    closeCancellation: life.makeCloseCancellation(deps),
    previewEndorsement: endorsements.makePreviewEndorsement(deps),
    async endorsePermit(by, { applicationId, placeCard }) {
      const { write } = await makeOfficeTerminals(office);
      const openWriteSession = makeOpenWriteSession({ placeCard, credential: toCredential(write), random });
      const { signEndorsement } = signersOf(office);
      return endorsements.makeEndorsePermit({ ...deps, signEndorsement })(by, { applicationId, openWriteSession });
    },
    takeIn: (by, { batch, placeCard }) => onReader(placeCard, (transport) => takeIn(by, { transport, batch })),
    moveSerials: stock.makeMoveSerials(deps),
    closeDay: stock.makeCloseDay(deps),
    requestRemoval: stock.makeRequestRemoval(deps),
    confirmRemoval: stock.makeConfirmRemoval(deps),
    readStock: stock.makeReadStock(deps),
    readLedger: stock.makeReadLedger(deps),
    listRemovals: stock.makeListRemovals(deps),
    proposeBatch: batches.makeProposeBatch(deps),
    approveBatch: batches.makeApproveBatch(deps),
    reserveBatch,
    startRun: batches.makeStartRun({ ...deps, reserveBatch }),
    stopRun: batches.makeStopRun(deps),
    readBatch: batches.makeReadBatch(deps),
    listBatches: batches.makeListBatches(deps),
  };
}

async function onReader<Value>(placeCard: PlaceCard, work: (card: CardTransport) => Promise<Value>): Promise<Value> {
  const card = await placeCard();
  try {
    return await work(card.transport);
  } finally {
    await card.release();
  }
}
