import {
  FACE_FONTS,
  type FaceFonts,
  openFaceFonts,
  printCardFace,
  showCardFace,
} from '@residence-permit/issuer/adapters/card-face';
import { faceRoutes } from '@residence-permit/issuer/http/api';
import { makeFindEntitlements } from '@residence-permit/issuer/use-cases/grants';
import type { SignedIn } from '@residence-permit/issuer/use-cases/ports';
import { makeLoadPermitEntry, makeReadCardFace, onCard } from '@residence-permit/issuer/use-cases/production';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anApprovedCase, aPerson } from '../builders/an-approved-case.ts';
import { accept, anOffice, DEMO_AT, type Office } from '../builders/an-office.ts';
import { aTakenInBlank, type CardWork, cardWork, COLLECTOR } from '../builders/card-work.ts';
import { anIdNumber } from '../builders/invented-people.ts';
import { anOfficer, type OfficeStores, officeStores, OTHER_OFFICE_ID } from '../builders/office-stores.ts';
import { textOfPdf } from '../builders/poppler.ts';
import { readBackInProcess } from '../builders/read-back-in-process.ts';
import { aRouteServer } from '../builders/route-server.ts';
import { aSignedIn } from '../builders/signed-in.ts';

describe('the face of a card over HTTP', () => {
  let stores: OfficeStores;
  let office: Office;
  let work: CardWork;
  let fonts: FaceFonts;
  let http: Awaited<ReturnType<typeof aRouteServer>>;
  let people = 700;
  const producer = aSignedIn(['producer']);

  beforeAll(async () => {
    office = await anOffice();
    office.setClock(DEMO_AT);
    stores = await officeStores({ clock: office.clock });
    work = await cardWork(stores, office);
    fonts = await openFaceFonts(FACE_FONTS);
    const loadPermitEntry = makeLoadPermitEntry({
      files: stores.files,
      findEntitlements: makeFindEntitlements(stores),
    });
    const read = makeReadCardFace({ inTransaction: stores.inTransaction, loadPermitEntry });
    const routes = faceRoutes({
      readCardFace: (by, input) =>
        onCard(stores, by, { ...input, action: 'card.produce' }, (officer) => read(officer, input)),
      printFace: (face) => printCardFace(face, { fonts, bleed: 0 }),
      showFace: (face, side) => Promise.resolve(showCardFace(face, { fonts, side })),
    });
    http = await aRouteServer(stores, routes);
  });
  afterAll(async () => {
    await http.close();
    await stores.close();
  });

  /** A card that is written and not yet read back, and the two steps after it. */
  async function aWrittenCard() {
    people += 1;
    const person = await aPerson(stores, anOfficer(), anIdNumber('1991-11-05', people));
    const application = await anApprovedCase(stores, { clerk: anOfficer(), reviewer: anOfficer() }, person);
    const { placeCard } = await aTakenInBlank(work, `face ${people}`);
    const maker = anOfficer();
    const { cardNumber } = accept(await work.reserve(maker, { applicationId: application.id }));
    const { transport } = await placeCard();
    accept(await work.produce(maker, { cardNumber, transport }));
    const readBack = async () =>
      accept(await work.readBack(maker, { cardNumber, readBack: readBackInProcess({ office, placeCard }) }));
    const handOver = async () => {
      accept(await work.checkQuality(anOfficer(), { cardNumber, place: 'drawer 1' }));
      accept(await work.handOver(anOfficer(), { cardNumber, collector: COLLECTOR, isOldCardReturned: false }));
    };
    return { person, application, path: `/api/v1/cards/${cardNumber}/face`, cardNumber, readBack, handOver };
  }
  const codeOf = async (by: SignedIn, path: string) => {
    const { status, reply } = await http.send(by, ['get', path]);
    return [status, reply['code']];
  };

  test('is printed and shown while the card lies in the office, and at no other time', async () => {
    const { person, path, cardNumber, readBack, handOver } = await aWrittenCard();
    expect(await codeOf(producer, path)).toEqual([409, 'not-in-office']);
    const { can } = await readBack();
    const printed = await http.download(producer, path, {});
    expect(printed.status).toBe(200);
    const words = await textOfPdf(printed.bytes);
    for (const word of [person.name, person.citizenId, can ?? 'no number', '示例市公安局东区分局']) {
      expect(words).toContain(word);
    }
    for (const side of ['front', 'back']) {
      const shown = await http.download(producer, `${path}/${side}`, {});
      expect([shown.status, Buffer.from(shown.bytes).toString()]).toEqual([200, expect.stringMatching(/^<svg /)]);
    }
    expect((await http.send(producer, ['get', `${path}/rim`])).status).toBe(400);
    await handOver();
    for (const at of [path, `${path}/front`]) expect(await codeOf(producer, at)).toEqual([409, 'not-in-office']);
    expect(await codeOf(producer, path.replace(cardNumber, '0000000000'))).toEqual([404, 'case-not-found']);
  });

  test('is for who produces cards of this office', async () => {
    const { path, readBack } = await aWrittenCard();
    await readBack();
    expect((await http.send(undefined, ['get', path])).status).toBe(401);
    for (const role of ['clerk', 'reviewer', 'supervisor', 'auditor'] as const) {
      expect(await codeOf(aSignedIn([role]), path)).toEqual([403, 'NOT_ALLOWED']);
    }
    expect(await codeOf(aSignedIn(['producer'], { officeId: OTHER_OFFICE_ID }), path)).toEqual([403, 'other-office']);
  });

  test('each look at it stands in the person’s own view with its purpose and case, and the log names nobody', async () => {
    const { person, application, path, cardNumber, readBack } = await aWrittenCard();
    await readBack();
    await http.download(producer, path, {});
    await http.download(producer, `${path}/front`, {});
    const looks = await stores.inTransaction(anOfficer(), (tx) => tx.history.looks(person.id, 50));
    const { accountId: actorId } = producer;
    const look = { action: 'card.produce', object: cardNumber, caseNumber: application.number, actorId };
    const faces = looks.filter(({ reason }) => reason === 'print face');
    expect(faces).toMatchObject([look, look].map((one) => ({ ...one, purpose: 'card-production' })));
    const log = http.lines.join('');
    for (const secret of [person.name, person.citizenId]) expect(log).not.toContain(secret);
  });

  test('a character without a glyph, or a text without room, stops it by a code', async () => {
    const { person, path, readBack } = await aWrittenCard();
    await readBack();
    const moveTo = (residenceAddress: string) =>
      stores.inTransaction(anOfficer(), (tx) =>
        tx.persons.saveDetails(person.id, { ...person.details, residenceAddress }),
      );
    await moveTo('示例市\u{E000}路 1 号');
    for (const at of [path, `${path}/front`]) expect(await codeOf(producer, at)).toEqual([409, 'GLYPH_MISSING']);
    await moveTo('W'.repeat(200));
    expect(await codeOf(producer, path)).toEqual([409, 'FACE_TEXT_TOO_LONG']);
  });
});
