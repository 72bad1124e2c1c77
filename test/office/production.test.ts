import { makeOpenPersonalisation } from '@residence-permit/issuer/personalisation';
import { makeSignEndorsement, makeSignPermit } from '@residence-permit/issuer/signing';
import { makeOpenWriteSession, toCredential } from '@residence-permit/issuer/office-terminal';
import { OFFICE_RIGHTS } from '@residence-permit/issuer/authority';
import { makeFindEntitlements } from '@residence-permit/issuer/use-cases/grants';
import {
  makeActivateHandedOverCard,
  makeCheckQuality,
  makeHandOverCard,
  makeLoadPermitEntry,
  makeProduceCard,
  makeReadBackCard,
  makeReserveCard,
} from '@residence-permit/issuer/use-cases/production';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { aBlank, onReader } from '../builders/a-blank.ts';
import { accept, anOffice, DEMO_AT, type Office } from '../builders/an-office.ts';
import { anApprovedCase, aPerson } from '../builders/an-approved-case.ts';
import { anOfficer, type OfficeStores, officeStores, OFFICE_ID } from '../builders/office-stores.ts';
import { readBackInProcess } from '../builders/read-back-in-process.ts';

describe('from a decision to an active card', () => {
  let stores: OfficeStores;
  let office: Office;
  beforeAll(async () => {
    office = await anOffice();
    office.setClock(DEMO_AT);
    stores = await officeStores({ clock: office.clock });
  });
  afterAll(() => stores.close());

  test('each step is committed, and the ledger, the case and the card agree at the end', async () => {
    const [clerk, reviewer, producer] = [anOfficer(), anOfficer(), anOfficer()];
    const person = await aPerson(stores, clerk);
    const application = await anApprovedCase(stores, { clerk, reviewer }, person);
    const chip = aBlank({ seed: 'production' });
    const placeCard = onReader(chip);
    await office.takeIn(placeCard);
    const [taken] = (await office.register.read()).chips;
    if (taken === undefined) throw new Error('no chip');
    await stores.inTransaction(producer, (tx) =>
      tx.stock.takeIn([{ ...taken, officeId: OFFICE_ID, account: 'VAULT' }]),
    );
    const { inTransaction, clock, newId, random } = stores;
    const loadPermitEntry = makeLoadPermitEntry({
      files: stores.files,
      findEntitlements: makeFindEntitlements(stores),
    });
    const findResidence = () =>
      Promise.resolve({ residenceSince: parsePlainDate('2024-06-01'), continuousMonths: 24, grounds: [1, 2] as const });
    const shared = { inTransaction, clock, newId, random, loadPermitEntry };

    const reserved = accept(
      await makeReserveCard({ ...shared, findResidence })(producer, { applicationId: application.id }),
    );
    const { cardNumber } = reserved;
    const signer = office.authority.documentSigners.at(-1);
    if (signer === undefined) throw new Error('no signer');
    const produce = makeProduceCard({
      ...shared,
      openPersonalisation: makeOpenPersonalisation({ officeMaster: office.authority.personalisationMaster, random }),
      signPermit: makeSignPermit({
        signer: { signer: signer.key, certificate: signer.certificate },
        engine: office.engine,
        random,
        clock,
      }),
      cvcaCertificate: office.authority.cvca.certificate,
    });
    const { transport } = await placeCard();
    expect(accept(await produce(producer, { cardNumber, transport })).state).toBe('WRITTEN');
    const readBack = readBackInProcess({ office, placeCard });
    expect(accept(await makeReadBackCard(shared)(producer, { cardNumber, readBack })).state).toBe('READ_BACK');
    expect(accept(await makeCheckQuality(shared)(producer, { cardNumber, place: 'drawer 1' })).state).toBe('HELD');
    const collector = { name: '样例乙', document: 'shown', relation: 'HOLDER' } as const;
    accept(await makeHandOverCard(shared)(clerk, { cardNumber, collector, isOldCardReturned: false }));
    const terminal = await office.issueTerminal({ mnemonic: 'OFFICE', dv: 'official', rights: OFFICE_RIGHTS });
    const openWriteSession = makeOpenWriteSession({ placeCard, credential: toCredential(terminal), random });
    const signEndorsement = makeSignEndorsement({ signer: signer.key, engine: office.engine });
    const askPin = () => Promise.resolve('246802');
    accept(
      await makeActivateHandedOverCard({ ...shared, signEndorsement })(clerk, { cardNumber, openWriteSession, askPin }),
    );

    const { database } = stores;
    const row = await database.prisma.application.findUniqueOrThrow({ where: { id: application.id } });
    expect(row.state).toBe('CLOSED');
    const card = await database.prisma.card.findUniqueOrThrow({ where: { cardNumber }, include: { permit: true } });
    expect([card.state, card.permit.state]).toEqual(['ACTIVE', 'IN_FORCE']);
    expect(card.permit.endorsedThrough).toEqual(card.endorsedThrough);
    const moves = await database.prisma.lifecycleMove.findMany({
      where: { machine: 'PERSONALISATION', subjectId: cardNumber },
      orderBy: { id: 'asc' },
    });
    expect(moves.map(({ toState }) => toState)).toEqual(STEPS);
    const counts = await inTransaction(producer, (tx) => tx.stock.counts(OFFICE_ID));
    expect(counts).toEqual({ HANDED_OVER: 1 });
  });
});

const STEPS = ['RESERVED', 'SIGNED', 'WRITING', 'WRITTEN', 'READ_BACK', 'QA_OK', 'HELD', 'HANDED_OVER', 'ACTIVE'];
