import { randomUUID } from 'node:crypto';
import {
  makeCardLife,
  makeGrants,
  makeProduction,
  makePublishStandings,
  makeTerminals,
  type OfficeFolder,
  openWork,
  type Production,
  type ServiceParts,
} from '@residence-permit/issuer/service';
import { findResidence } from '@residence-permit/issuer/use-cases/applications';
import { makeFindEntitlements } from '@residence-permit/issuer/use-cases/grants';
import type { InTransaction, Officer, SignedIn } from '@residence-permit/issuer/use-cases/ports';
import { makeLoadPermitEntry } from '@residence-permit/issuer/use-cases/production';
import type { PlainDate } from '@residence-permit/shared/plain-date';
import { type CaseWork, caseWork } from '../builders/case-work.ts';
import { on } from '../builders/signed-in.ts';
import type { DemoPlaces } from './demo-places.ts';
import { type Drawer, makeDrawer } from './card-drawer.ts';
import type { CaseRef, DemoRecord } from './demo-record.ts';
import { DEMO_STAFF, type DemoLogin, signedInAs } from './demo-staff.ts';

/** The use cases of the service on one day, its officers, and the cards at hand. */
export type OfficeDesk = {
  /** The account of that login, for a case where one is named, with every proof. @throws RangeError where there is none */
  readonly as: (login: DemoLogin, about?: CaseRef) => SignedIn;
  readonly officer: (login: DemoLogin) => Officer;
  readonly cases: CaseWork;
  readonly production: Production;
  readonly cardLife: ReturnType<typeof makeCardLife>;
  readonly grants: ReturnType<typeof makeGrants>;
  readonly terminals: ReturnType<typeof makeTerminals>;
  readonly drawer: Drawer;
  readonly inTransaction: InTransaction;
  readonly clock: () => number;
  readonly random: (length: number) => Uint8Array;
  readonly today: () => PlainDate;
  /** Signs lists and bundle of that day. */
  readonly publish: () => Promise<void>;
};

/**
 * Opens the desk. The use cases are those of the routes; a card lies in this process.
 * @param given.office with the certificates of that day
 */
export function openDesk(given: {
  readonly parts: ServiceParts;
  readonly office: OfficeFolder;
  readonly places: DemoPlaces;
  readonly record: DemoRecord;
}): OfficeDesk {
  const { office, places, record } = given;
  const parts = { ...given.parts, office };
  const { inTransaction, files } = openWork(parts);
  const { clock, personKeys: keys, database } = parts;
  const { random } = office;
  const deps = { inTransaction, clock, newId: randomUUID, keys, files, random };
  const findEntitlements = makeFindEntitlements(deps);
  const loadPermitEntry = makeLoadPermitEntry({ files, findEntitlements });
  const production = makeProduction({
    office,
    inTransaction,
    files,
    findEntitlements,
    findResidence,
    environment: process.env,
  });
  const cardLife = makeCardLife({
    ...deps,
    office,
    loadPermitEntry,
    reserveCard: (by, input) => production.reserveCard(officerOf(by), input),
    supplierKeys: places.supplierKeys,
  });

  function as(login: DemoLogin, about?: CaseRef): SignedIn {
    const accountId = record.accounts[login];
    const member = DEMO_STAFF.find((one) => one.login === login);
    if (accountId === undefined || member === undefined) throw new RangeError(`no account ${login}`);
    const personId = 'story' in member ? record.cases[member.story]?.personId : undefined;
    const by = signedInAs(member.role, accountId, personId);
    return about === undefined ? by : on(by, { purpose: 'case-handling', caseNumber: about.number });
  }

  return {
    as,
    officer: (login: DemoLogin) => officerOf(as(login)),
    cases: caseWork({ ...deps, database }),
    production,
    cardLife,
    grants: makeGrants({ ...deps, office, loadPermitEntry }),
    terminals: makeTerminals({ ...deps, office }),
    drawer: makeDrawer(places.cards),
    inTransaction,
    clock,
    random,
    today: () => office.today(),
    publish: () => publishTrust(parts),
  };
}

/** Signs lists and bundle anew where they changed or grew old, as the job of the service does. */
export async function publishTrust(parts: ServiceParts): Promise<void> {
  const { signal } = new AbortController();
  const about = { id: randomUUID(), data: {}, attempt: 1 } as const;
  const complete = () => Promise.resolve();
  await makePublishStandings(parts)({ ...about, signal, stopping: signal, complete });
}

function officerOf({ accountId, officeId }: SignedIn): Officer {
  if (officeId === undefined) throw new RangeError('by: works for no office');
  return { accountId, officeId };
}
