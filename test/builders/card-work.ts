import { randomUUID } from 'node:crypto';
import { OFFICE_RIGHTS } from '@residence-permit/issuer/authority';
import { makeOpenWriteSession, toCredential } from '@residence-permit/issuer/office-terminal';
import { makeOpenPersonalisation } from '@residence-permit/issuer/personalisation';
import { makeSignEndorsement, makeSignPermit } from '@residence-permit/issuer/signing';
import * as life from '@residence-permit/issuer/use-cases/card-life';
import { makeFindEntitlements } from '@residence-permit/issuer/use-cases/grants';
import * as endorsements from '@residence-permit/issuer/use-cases/endorsements';
import * as batches from '@residence-permit/issuer/use-cases/batches';
import type { CardLifeParts } from '@residence-permit/issuer/http/api';
import type { Application, Officer, Person, SignedIn } from '@residence-permit/issuer/use-cases/ports';
import * as production from '@residence-permit/issuer/use-cases/production';
import * as stock from '@residence-permit/issuer/use-cases/stock';
import type { ApplicationKind } from '@residence-permit/issuer/domain/policy';
import { DEFAULT_POLICY } from '@residence-permit/issuer/domain/policy';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { aBlank, onReader, SUPPLIER_MASTER } from './a-blank.ts';
import { anApprovedCase } from './an-approved-case.ts';
import { accept, type Office, type PlaceCard } from './an-office.ts';
import { anOfficer } from './office-stores.ts';
import type { Stores } from './stores-over.ts';
import { readBackInProcess } from './read-back-in-process.ts';
import { aSignedIn } from './signed-in.ts';

/** Every use case of a card and of the stock, on the stores of an office and the keys of another one in memory. */
export async function cardWork(stores: Stores, office: Office) {
  const { inTransaction, clock, newId, random } = stores;
  const deps = { inTransaction, clock, newId, random };
  const loadPermitEntry = production.makeLoadPermitEntry({
    files: stores.files,
    findEntitlements: makeFindEntitlements(deps),
  });
  const shared = { ...deps, loadPermitEntry };
  const signer = office.authority.documentSigners.at(-1);
  if (signer === undefined) throw new Error('no signer');
  const signEndorsement = makeSignEndorsement({ signer: signer.key, engine: office.engine });
  const credential = async () =>
    toCredential(await office.issueTerminal({ mnemonic: 'OFFICE', dv: 'official', rights: OFFICE_RIGHTS }));
  const residence = { residenceSince: parsePlainDate('2024-06-01'), continuousMonths: 24, grounds: [1, 2] as const };
  const officeMaster = office.authority.personalisationMaster;

  return {
    takeIn: stock.makeTakeInStock({
      ...deps,
      openOfficeMaster: () => Promise.resolve(officeMaster),
      findSupplierKey: (batch) => Promise.resolve(batch === 'unknown' ? undefined : SUPPLIER_MASTER),
    }),
    moveSerials: stock.makeMoveSerials(deps),
    closeDay: stock.makeCloseDay(deps),
    requestRemoval: stock.makeRequestRemoval(deps),
    confirmRemoval: stock.makeConfirmRemoval(deps),
    readStock: stock.makeReadStock(deps),
    readLedger: stock.makeReadLedger(deps),
    listRemovals: stock.makeListRemovals(deps),
    hold: life.makeHoldCard(deps),
    lift: life.makeLiftHold(deps),
    remindHolds: life.makeRemindHolds(deps),
    takeBack: life.makeTakeBackCard(deps),
    revoke: life.makeRevokeCard(deps),
    requestRevocation: life.makeRequestRevocation(deps),
    confirmRevocation: life.makeConfirmRevocation(deps),
    listRevocations: life.makeListRevocations(deps),
    endPermit: life.makeEndPermit(deps),
    closeCancellation: life.makeCloseCancellation(deps),
    previewEndorsement: endorsements.makePreviewEndorsement(deps),
    endorse: endorsements.makeEndorsePermit({ ...shared, signEndorsement }),
    remindEndorsements: endorsements.makeRemindEndorsements(deps),
    reserve: production.makeReserveCard({ ...shared, findResidence: () => Promise.resolve(residence) }),
    produce: production.makeProduceCard({
      ...shared,
      openPersonalisation: makeOpenPersonalisation({ officeMaster, random }),
      signPermit: makeSignPermit({
        signer: { signer: signer.key, certificate: signer.certificate },
        engine: office.engine,
        random,
        clock,
      }),
      cvcaCertificate: office.authority.cvca.certificate,
    }),
    readBack: production.makeReadBackCard(shared),
    checkQuality: production.makeCheckQuality(shared),
    handOver: production.makeHandOverCard(shared),
    putBack: production.makePutBackCard(shared),
    setAside: production.makeSetAsideCard(shared),
    activate: production.makeActivateHandedOverCard({ ...shared, signEndorsement }),
    openWriteSession: async (placeCard: PlaceCard) =>
      makeOpenWriteSession({ placeCard, credential: await credential(), random }),
  };
}

/** The same use cases as the routes call them: with a card that `placeCardAt` reaches. */
export function routeParts(stores: Stores, work: CardWork): CardLifeParts {
  const { inTransaction, clock, newId } = stores;
  const deps = { inTransaction, clock, newId };
  const reserveCard = (by: SignedIn, input: { readonly applicationId: string; readonly batchId: string }) =>
    work.reserve({ accountId: by.accountId, officeId: by.officeId ?? '' }, input);
  const reserveBatch = batches.makeReserveBatch({ ...deps, reserveCard });
  return {
    listLiveCards: life.makeListLiveCards(deps),
    holdCard: work.hold,
    liftHold: work.lift,
    takeBackCard: work.takeBack,
    revokeCard: work.revoke,
    ...work,
    endorsePermit: async (by, { applicationId, placeCard }) =>
      work.endorse(by, { applicationId, openWriteSession: await work.openWriteSession(placeCard) }),
    takeIn: async (by, { batch, placeCard }) => work.takeIn(by, { batch, transport: (await placeCard()).transport }),
    proposeBatch: batches.makeProposeBatch(deps),
    approveBatch: batches.makeApproveBatch(deps),
    reserveBatch,
    startRun: batches.makeStartRun({ ...deps, reserveBatch }),
    stopRun: batches.makeStopRun(deps),
    readBatch: batches.makeReadBatch(deps),
    listBatches: batches.makeListBatches(deps),
  };
}

export type CardWork = Awaited<ReturnType<typeof cardWork>>;

/** A blank of the stock, taken in by the office. */
export async function aTakenInBlank(work: CardWork, seed: string) {
  const placeCard = onReader(aBlank({ seed }));
  const { transport } = await placeCard();
  const { serial } = accept(await work.takeIn(aSignedIn(['producer']), { transport, batch: 'batch-1' }));
  return { placeCard, serial };
}

/** The card of an approved case, made and lying in the drawer. */
export async function aHeldCard(
  world: { readonly work: CardWork; readonly office: Office },
  application: Pick<Application, 'id'>,
  seed: string,
) {
  const { work, office } = world;
  const { placeCard, serial } = await aTakenInBlank(work, seed);
  const producer = anOfficer();
  const { cardNumber } = accept(await work.reserve(producer, { applicationId: application.id }));
  const { transport } = await placeCard();
  accept(await work.produce(producer, { cardNumber, transport }));
  accept(await work.readBack(producer, { cardNumber, readBack: readBackInProcess({ office, placeCard }) }));
  accept(await work.checkQuality(anOfficer(), { cardNumber, place: 'drawer 1' }));
  return { cardNumber, placeCard, serial };
}

export const COLLECTOR = { name: '样例乙', document: 'shown', relation: 'HOLDER' } as const;

/** That card, collected and activated. */
export async function anActiveCard(
  world: { readonly work: CardWork; readonly office: Office },
  application: Pick<Application, 'id'>,
  options: { readonly seed: string; readonly isOldCardReturned?: boolean },
) {
  const { work } = world;
  const held = await aHeldCard(world, application, options.seed);
  const { cardNumber, placeCard } = held;
  const clerk = anOfficer();
  const { isOldCardReturned = false } = options;
  accept(await work.handOver(clerk, { cardNumber, collector: COLLECTOR, isOldCardReturned }));
  const openWriteSession = await work.openWriteSession(placeCard);
  accept(await work.activate(clerk, { cardNumber, openWriteSession, askPin: () => Promise.resolve('246802') }));
  return held;
}

/** A first case of that person, approved, and its card in the holder's hand. */
export async function anIssuedPermit(
  world: { readonly stores: Stores; readonly work: CardWork; readonly office: Office },
  person: Person,
  seed: string,
) {
  const application = await anApprovedCase(world.stores, { clerk: anOfficer(), reviewer: anOfficer() }, person);
  const card = await anActiveCard(world, application, { seed });
  const { permitId } = await world.stores.database.prisma.card.findUniqueOrThrow({
    where: { cardNumber: card.cardNumber },
  });
  return { ...card, permitId, application };
}

/** A case of another kind about a permit, entered by one officer and approved by another. */
export async function anApprovedFollowUp(
  stores: Stores,
  about: { readonly kind: ApplicationKind; readonly personId: string; readonly permitId: string },
): Promise<Application> {
  const [clerk, reviewer]: readonly [Officer, Officer] = [anOfficer(), anOfficer()];
  return stores.inTransaction(clerk, async (tx) => {
    const policyVersion = DEFAULT_POLICY.version;
    const application: Application = {
      ...about,
      id: randomUUID(),
      keyId: about.personId,
      officeId: clerk.officeId,
      enteredBy: clerk.accountId,
      policyVersion,
      number: await tx.applications.nextNumber(clerk.officeId, 2026),
      state: 'DRAFT',
      door: 'COUNTER',
      createdAt: stores.clock(),
      isOwnError: false,
      version: 0,
    };
    await tx.applications.insert(application);
    let moved = application;
    for (const state of ['SUBMITTED', 'ACCEPTED', 'IN_REVIEW'] as const) {
      moved = await production.moveApplication(tx, moved, { state, reason: 'builder' });
    }
    await tx.applications.insertDecision({
      id: randomUUID(),
      applicationId: application.id,
      outcome: 'APPROVED',
      reasons: [],
      ruleVersion: policyVersion,
      deciderId: reviewer.accountId,
      decidedAt: stores.clock(),
    });
    return production.moveApplication(tx, moved, { state: 'APPROVED', reason: 'builder' });
  });
}
