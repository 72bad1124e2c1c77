import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { CardFace, FaceFonts, FaceSide } from '../../adapters/card-face/index.ts';
import type { DocumentFonts, OfficeDocument, PrintLanguages } from '../../adapters/documents/index.ts';
import { cardLifeRoutes, caseWorkRoutes } from '../../adapters/http/api/index.ts';
import { erasureRoutes } from '../../adapters/http/api/persons/erasure-routes.ts';
import { importRoutes } from '../../adapters/http/api/imports/index.ts';
import { counterRoutes } from '../../adapters/http/api/production/counter-routes.ts';
import { faceRoutes } from '../../adapters/http/api/production/face-routes.ts';
import { makingRoutes } from '../../adapters/http/api/production/making-routes.ts';
import { makeMakings } from '../../adapters/http/api/production/makings.ts';
import { productionRoutes } from '../../adapters/http/api/production/production-routes.ts';
import type { RouteDefinition } from '../../adapters/http/index.ts';
import { findResidence } from '../../use-cases/applications/index.ts';
import { makeFindEntitlements } from '../../use-cases/grants/index.ts';
import { makeConfirmErasure, makeRequestErasure, makeWithdrawErasure } from '../../use-cases/persons/index.ts';
import type { DerivePortrait, ExamineFile, Office } from '../../use-cases/ports/index.ts';
import { makeListMakings, makeLoadPermitEntry, makeReadMaking } from '../../use-cases/production/index.ts';
import { systemRandom } from '../office-folder.ts';
import type { BackgroundWork } from './background-work.ts';
import { entitlementRoutes } from './entitlement-routes.ts';
import { guardProduction } from './guard-production.ts';
import { makeCardLife } from './make-card-life.ts';
import { makeImports } from './make-imports.ts';
import { makeProduction } from './make-production.ts';
import { openErasures } from './open-erasures.ts';
import type { Counters } from './open-counters.ts';
import type { ServiceParts } from './open-service.ts';
import { openWork } from './open-work.ts';
import { oversightRoutes } from './oversight-routes.ts';

/** The routes of the office over its stores, keys and counters. */
export function officeRoutes(
  parts: ServiceParts,
  {
    counters,
    background,
  }: {
    readonly counters: Pick<Counters, 'placeCard' | 'inReach'>;
    readonly background: Pick<BackgroundWork, 'add'>;
  },
): readonly RouteDefinition[] {
  const { office, clock, log, personKeys } = parts;
  const { placeCard: placeCardAt, inReach } = counters;
  let fonts: Promise<DocumentFonts> | undefined;
  let faceFonts: Promise<FaceFonts> | undefined;
  const { inTransaction, files } = openWork(parts);
  const findEntitlements = makeFindEntitlements({ clock, random: systemRandom });
  const loadPermitEntry = makeLoadPermitEntry({ files, findEntitlements });
  const production = makeProduction({
    office,
    inTransaction,
    files,
    findResidence,
    findEntitlements,
    environment: process.env,
  });
  const work = { inTransaction, clock, newId: randomUUID, keys: personKeys, files };
  const papers = { examine, derivePortrait, officePrint, print };
  const guarded = guardProduction(work, production);
  const cardLife = makeCardLife({
    ...work,
    office,
    loadPermitEntry,
    reserveCard: guarded.reserveCard,
    supplierKeys: join(parts.settings.keys, 'suppliers'),
  });
  return [
    ...caseWorkRoutes({ ...work, ...papers }),
    ...productionRoutes(guarded, placeCardAt),
    ...makingRoutes(
      {
        makings: makeMakings({ production: guarded, clock, log, keepTrack: background.add }),
        readMaking: makeReadMaking(work),
        listMakings: makeListMakings(work),
      },
      placeCardAt,
    ),
    ...counterRoutes(inReach),
    ...faceRoutes({ readCardFace: guarded.readCardFace, printFace, showFace }),
    ...cardLifeRoutes(cardLife, placeCardAt),
    ...erasureRoutes({
      requestErasure: makeRequestErasure(work),
      confirmErasure: makeConfirmErasure({ ...work, erase: openErasures(parts).erase }),
      withdrawErasure: makeWithdrawErasure(work),
    }),
    ...entitlementRoutes({ ...work, office, loadPermitEntry, random: systemRandom }, placeCardAt),
    ...importRoutes(makeImports(work)),
    ...oversightRoutes(parts, inTransaction),
  ];

  function officePrint(officeId: string): Promise<Office> {
    return inTransaction({ accountId: undefined, officeId }, (tx) => tx.offices.get(officeId));
  }

  async function print(document: OfficeDocument, languages: PrintLanguages): Promise<Uint8Array> {
    const { DEBIAN_FONTS, openDocumentFonts, printDocument } = await documents();
    fonts ??= openDocumentFonts(DEBIAN_FONTS);
    return printDocument(document, { languages, fonts: await fonts });
  }

  async function printFace(face: CardFace): Promise<Uint8Array> {
    const { fonts: loaded, printCardFace } = await openFaces();
    return printCardFace(face, { fonts: loaded, bleed: 0 });
  }

  async function showFace(face: CardFace, side: FaceSide): Promise<string> {
    const { fonts: loaded, showCardFace } = await openFaces();
    return showCardFace(face, { fonts: loaded, side });
  }

  async function openFaces() {
    const cardFace = await faces();
    faceFonts ??= cardFace.openFaceFonts(cardFace.FACE_FONTS);
    return { ...cardFace, fonts: await faceFonts };
  }
}

/** The libraries for pictures and for printing are loaded with the first picture and the first print: a start is quicker. */
const evidence = () => import('../../adapters/evidence/index.ts');
const faces = () => import('../../adapters/card-face/index.ts');
const documents = () => import('../../adapters/documents/index.ts');
const examine: ExamineFile = async (content) => (await evidence()).examineEvidence(content);
const derivePortrait: DerivePortrait = async (content) => (await evidence()).makePortrait(content);
