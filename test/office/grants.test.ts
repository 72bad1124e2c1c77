import { randomBytes } from 'node:crypto';
import { newestCatalogue } from '@residence-permit/issuer/adapters/prisma';
import { makePublishTrust, standingsOfRegister } from '@residence-permit/issuer/publishing';
import { kindsOnCards } from '@residence-permit/issuer/use-cases/catalogue';
import type { SignedIn } from '@residence-permit/issuer/use-cases/ports';
import { authenticateTerminal, countUse, openPace, readFile, selectPermit } from '@residence-permit/reader/session';
import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { encodeUseReceipt } from '@residence-permit/shared/receipt';
import { DEFAULT_PURPOSES } from '@residence-permit/shared/purposes';
import { decodeKeyedSign1, decodeSignedEntitlementRecord, decodeSlots } from '@residence-permit/shared/records';
import { decodeTrustBundle } from '@residence-permit/shared/trust-bundle';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accept, anOffice, DEMO_AT, type Office, type PlaceCard } from '../builders/an-office.ts';
import { aDepartment, type InstructionContent } from '../builders/an-instruction.ts';
import { aPerson } from '../builders/an-approved-case.ts';
import { anActiveCard, anApprovedFollowUp, anIssuedPermit, type CardWork, cardWork } from '../builders/card-work.ts';
import { aTerminalRequest, type GrantWork, grantWork } from '../builders/grant-work.ts';
import { anOfficer, type OfficeStores, officeStores, OFFICE_ID } from '../builders/office-stores.ts';
import { anOutsider, aSignedIn } from '../builders/signed-in.ts';

const labour = aDepartment(1);
const health = aDepartment(2);
const days = { from: '2026-01-01', through: '2026-12-31' } as const;
const clerk = aSignedIn(['clerk'], { ground: { purpose: 'counter-service' } });
const reviewer = aSignedIn(['reviewer']);
const [chief, deputy] = [aSignedIn(['supervisor']), aSignedIn(['supervisor'])];
const labourOfficer = {
  ...anOutsider('department-officer', { kind: 'department', id: 'labour' }),
  ground: { purpose: 'grant-handling', caseNumber: undefined, reason: undefined },
};

describe('grants of a permit', () => {
  let [stores, office, work, cards]: [OfficeStores, Office, GrantWork, CardWork] = [] as never;
  let permit: Awaited<ReturnType<typeof anIssuedPermit>>;
  let permitNumber: string;
  let nextReference = 0;

  beforeAll(async () => {
    office = await anOffice();
    office.setClock(DEMO_AT);
    stores = await officeStores({ clock: office.clock });
    work = grantWork(stores, office);
    cards = await cardWork(stores, office);
    permit = await anIssuedPermit({ stores, work: cards, office }, await aPerson(stores, anOfficer()), 'grants');
    const row = await stores.database.prisma.permit.findUniqueOrThrow({ where: { id: permit.permitId } });
    permitNumber = row.number;
    for (const [grantor, { publicKey, keyId }] of [
      ['labour', labour],
      ['health', health],
    ] as const) {
      accept(await work.registerKey(chief, { grantor, publicKey }));
      accept(await work.confirmKey(deputy, { keyId }));
    }
  });
  afterAll(() => stores.close());

  const instruct = (department: typeof labour, content: InstructionContent) => {
    nextReference += 1;
    return department.instruct({ reference: `r-${nextReference}`, permitNumber, ...days, ...content });
  };
  const grantOf = async (department: typeof labour, content: InstructionContent) => {
    const entered = accept(await work.enter(clerk, { instruction: await instruct(department, content) }));
    return accept(await work.approve(reviewer, { grantId: entered.id }));
  };
  const openWriteSession = (placeCard: PlaceCard) => cards.openWriteSession(placeCard);

  async function recordsOn(placeCard: PlaceCard, can: string, dataGroup: number) {
    const terminal = await office.terminalFor('issuing-office', { mnemonic: 'CHECK' });
    const { template } = decodeCvCertificate(terminal.certificates.terminal);
    const card = await placeCard();
    const password = { kind: 'can', value: can } as const;
    const session = await openPace({ transport: card.transport, password, random: stores.random, template });
    await selectPermit(session);
    await authenticateTerminal(session, terminal, { date: office.today() });
    const slots = decodeSlots(await readFile(session, dataGroup));
    await card.release();
    return slots.map(({ signedBytes }) => decodeSignedEntitlementRecord(signedBytes).record);
  }

  const canOf = async (cardNumber: string) => {
    const attempt = await stores.inTransaction(anOfficer(), (tx) => tx.attempts.findByCard(cardNumber));
    if (attempt?.can === undefined) throw new Error('no card access number');
    return attempt.can;
  };

  test('are entered only on what a department signed with a key that two persons made good', async () => {
    const good = { kind: 'job-service' };
    const stranger = aDepartment(9);
    const refusalOf = async (instruction: string) => {
      const outcome = await work.enter(clerk, { instruction });
      return outcome.ok ? 'entered' : outcome.refusal;
    };
    expect(await refusalOf(await instruct(stranger, good))).toBe('key-not-good');
    accept(await work.registerKey(chief, { grantor: 'labour', publicKey: stranger.publicKey }));
    expect(await refusalOf(await instruct(stranger, good))).toBe('key-not-good');
    expect(await work.confirmKey(chief, { keyId: stranger.keyId })).toMatchObject({ refusal: 'same-person' });
    accept(await work.confirmKey(deputy, { keyId: stranger.keyId }));
    accept(await work.withdrawKey(chief, { keyId: stranger.keyId }));
    expect(await refusalOf(await instruct(stranger, good))).toBe('key-not-good');

    const signed = await instruct(labour, good);
    const [header, , signature] = signed.split('.');
    const other = (await instruct(labour, { kind: 'skills-training', limit: 99 })).split('.')[1];
    expect(await refusalOf(`${header}.${other}.${signature}`)).toBe('signature-bad');
    expect(await refusalOf(`${signed}.`)).toBe('instruction-malformed');
    expect(await refusalOf(`${signed}=`)).toBe('instruction-malformed');
    const header2 = { reference: 'r-x', permitNumber, ...days, ...good };
    expect(await refusalOf(await labour.instruct(header2, { alg: 'none' }))).toBe('instruction-malformed');
    expect(await refusalOf(await labour.instruct(header2, { crit: 'x' }))).toBe('instruction-malformed');
    expect(await refusalOf(await instruct(labour, { ...good, holder: 'x' }))).toBe('instruction-malformed');
    expect(await refusalOf(await instruct(labour, { kind: 'health' }))).toBe('not-grantors-kind');
    expect(await refusalOf(await instruct(labour, { ...good, permitNumber: 'NO-1' }))).toBe('permit-not-found');
    const outcome = await work.enter(anOutsider('department-officer', { kind: 'department', id: 'health' }), {
      instruction: await instruct(labour, good),
    });
    expect(outcome).toMatchObject({ refusal: 'not-own' });
  });

  test('are carried out once, and approved by a second person', async () => {
    const instruction = await instruct(labour, { kind: 'job-service' });
    const entered = accept(await work.enter(labourOfficer, { instruction }));
    expect(entered).toMatchObject({ state: 'PROPOSED', grantor: 'labour', dataGroup: 19 });
    expect(await work.enter(clerk, { instruction })).toMatchObject({ refusal: 'already-carried-out' });
    const grantId = entered.id;
    expect(await work.approve(labourOfficer, { grantId })).toMatchObject({ ok: false });
    expect(await work.approve(clerk, { grantId })).toMatchObject({ refusal: 'no-role' });
    accept(await work.decline(reviewer, { grantId, reason: 'asked for twice' }));
    expect(await work.approve(reviewer, { grantId })).toMatchObject({ refusal: 'not-proposed' });
    expect(await stores.inTransaction(anOfficer(), (tx) => tx.grants.records(permit.permitId))).toEqual([]);
  });

  test('reach the card at the counter, are counted by it, settled, and carried to the card that replaces it', async () => {
    const training = await grantOf(labour, { kind: 'skills-training', limit: 3 });
    await grantOf(health, { kind: 'yearly-check', limit: 2, period: 365 });
    const { cardNumber, placeCard } = permit;
    const write = async (number = cardNumber, at = placeCard) =>
      work.write(clerk, { cardNumber: number, openWriteSession: await openWriteSession(at) });
    const written = accept(await write());
    expect(written).toEqual([
      { dataGroup: 18, grantor: 'health', version: 1 },
      { dataGroup: 19, grantor: 'labour', version: 1 },
    ]);
    const placesOn = async (number: string, by: SignedIn = clerk) => {
      const { isNewest, grants } = accept(await work.readCard(by, { cardNumber: number }));
      return { isNewest, places: grants.map(({ grant, place }) => `${grant.kind} ${place}`).toSorted() };
    };
    const states = async () =>
      (await stores.inTransaction(anOfficer(), (tx) => tx.grants.ofPermit(permit.permitId)))
        .map(({ kind, state }) => `${kind} ${state}`)
        .toSorted();
    expect(await states()).toEqual(['job-service DECLINED', 'skills-training ACTIVE', 'yearly-check ACTIVE']);
    expect(accept(await write())).toEqual(written);
    const can = await canOf(cardNumber);
    expect(await recordsOn(placeCard, can, 19)).toMatchObject([
      { version: 1, grants: [{ kind: 'skills-training', limit: 3 }] },
    ]);

    const operator = anOutsider('service-point-operator', { kind: 'organisation', id: 'training-centre' });
    const { key, request } = await aTerminalRequest('TRAIN', stores.random);
    const place = { officeId: OFFICE_ID, organisationId: 'training-centre' };
    const enrolled = accept(await work.enrol(operator, { ...place, request }));
    const terminalId = enrolled.id;
    const approval = {
      terminalId,
      purposes: ['training-body'],
      sites: ['training centre, east'],
      use: 'COUNTS',
    } as const;
    accept(await work.approveTerminal(chief, approval));
    const { chain } = accept(await work.certify(operator, { terminalId }));
    const credential = { certificates: chain, sign: (message: Uint8Array) => key.sign(message) };
    const countOn = async (card: { placeCard: PlaceCard; can: string }, grantId: Uint8Array) => {
      const { template } = decodeCvCertificate(chain.terminal);
      const placed = await card.placeCard();
      const password = { kind: 'can', value: card.can } as const;
      const session = await openPace({ transport: placed.transport, password, random: stores.random, template });
      await selectPermit(session);
      await authenticateTerminal(session, credential, { date: office.today() });
      const transactionId = new Uint8Array(randomBytes(16));
      const use = { dataGroup: 19, grantor: 'labour', grantId, amount: 1, transactionId };
      const { bodyBytes, signature } = await countUse(session, use);
      await placed.release();
      return encodeUseReceipt(bodyBytes, signature);
    };
    const first = await countOn({ placeCard, can }, training.grantRef);
    const second = await countOn({ placeCard, can }, training.grantRef);
    const forged = new Uint8Array(second);
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    // The later one first: counts do not go back.
    const receipts = [second, first, second, forged.slice(1)];
    expect(accept(await work.settle(operator, { receipts }))).toMatchObject([
      { kind: 'settled' },
      { kind: 'settled' },
      { kind: 'known' },
      { kind: 'refused', fault: 'receipt-malformed' },
    ]);
    const rival = anOutsider('service-point-operator', { kind: 'organisation', id: 'another' });
    expect(accept(await work.settle(rival, { receipts: [first] }))).toEqual([
      { kind: 'refused', fault: 'terminal-not-yours' },
    ]);
    const third = await countOn({ placeCard, can }, training.grantRef);
    const broken = new Uint8Array(third);
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
    expect(accept(await work.settle(operator, { receipts: [broken] }))).toEqual([
      { kind: 'refused', fault: 'signature-bad' },
    ]);
    const uses = () => stores.inTransaction(anOfficer(), (tx) => tx.grants.uses(training.id));
    expect(await uses()).toEqual(new Map([[0, 2]]));

    const about = { kind: 'EXCHANGE_DAMAGED', permitId: permit.permitId } as const;
    const application = await anApprovedFollowUp(stores, { ...about, personId: await personOf(permit.permitId) });
    const next = await anActiveCard({ work: cards, office }, application, {
      seed: 'grants 2',
      isOldCardReturned: true,
    });
    expect(await placesOn(cardNumber)).toEqual({
      isNewest: false,
      places: ['skills-training ON_CARD', 'yearly-check ON_CARD'],
    });
    accept(await write(next.cardNumber, next.placeCard));
    expect(await placesOn(next.cardNumber)).toEqual({
      isNewest: true,
      places: ['skills-training ON_CARD', 'yearly-check ON_CARD'],
    });
    expect(await placesOn(next.cardNumber, labourOfficer)).toMatchObject({ places: ['skills-training ON_CARD'] });
    const nextCan = await canOf(next.cardNumber);
    expect(await recordsOn(next.placeCard, nextCan, 19)).toMatchObject([
      { version: 2, grants: [{ kind: 'skills-training', limit: 1 }] },
    ]);

    // The third use of the old card was not settled when the limit was carried: with one on the new card it is one too many.
    const fourth = await countOn({ placeCard: next.placeCard, can: nextCan }, training.grantRef);
    expect(accept(await work.settle(operator, { receipts: [fourth, third] }))).toMatchObject([
      { kind: 'settled' },
      { kind: 'settled', finding: 'OVER_LIMIT' },
    ]);
    expect(await uses()).toEqual(new Map([[0, 4]]));
    expect(await states()).toContain('skills-training EXHAUSTED');
    expect(accept(await work.doubleUses(chief, {}))).toMatchObject([{ cardNumber, finding: 'OVER_LIMIT' }]);
  });

  test('are over after their last day, of which a job writes', async () => {
    const grant = await grantOf(labour, { kind: 'job-service', through: '2026-06-15' });
    expect(await work.expire()).toBe(0);
    office.setDay(parsePlainDate('2026-06-16'));
    expect(await work.expire()).toBe(1);
    office.setClock(DEMO_AT);
    const found = await stores.inTransaction(anOfficer(), (tx) => tx.grants.find(grant.id));
    expect(found).toMatchObject({ state: 'EXPIRED' });
  });

  test('are listed for the office, and for a department its own', async () => {
    expect(await work.list(clerk, { permitNumber })).toMatchObject({ ok: true });
    const own = accept(await work.list(labourOfficer, { permitNumber }));
    expect(own).not.toHaveProperty('cardNumber');
    expect(new Set(own.grants.map(({ grantor }) => grantor))).toEqual(new Set(['labour']));
    const nowhere = await work.readCard(clerk, { cardNumber: '0000000000' });
    expect(nowhere).toMatchObject({ refusal: 'permit-not-found' });
  });

  test('of a kind that tells of its holder stay in the register', async () => {
    const { entries } = accept(await work.readCatalogue({}));
    const [kind] = entries.filter(({ id }) => id === 'health');
    if (kind === undefined) throw new Error('no kind');
    const telling = { ...kind, id: 'illness-aid', tells: 'ILLNESS' } as const;
    const propose = (entry: typeof kind) => work.proposeCatalogue(chief, { entries: [...entries, entry] });
    expect(await propose({ ...telling, isOnCard: true })).toMatchObject({ refusal: 'tells-too-much' });
    expect(await work.proposeCatalogue(chief, { entries: entries.slice(1) })).toMatchObject({
      refusal: 'kind-left-out',
    });
    const unsigned = { ...kind, id: 'new-kind' };
    const next = { entries: [...entries, { ...telling, isOnCard: false }, unsigned] };
    const { id: proposalId } = accept(await work.proposeCatalogue(chief, next));
    expect(await work.publishCatalogue(chief, { proposalId })).toMatchObject({ refusal: 'same-person' });
    expect(accept(await work.publishCatalogue(deputy, { proposalId }))).toMatchObject({ version: 1 });
    expect(accept(await work.readCatalogue({ version: 0 })).entries).toHaveLength(entries.length);

    const published = await newestCatalogue(stores.database.prisma);
    if (published === undefined) throw new Error('nothing was published');
    const { bundleBytes } = await makePublishTrust({
      takeStandings: standingsOfRegister(office.register, office.authority.statusUri),
      authority: office.authority,
      catalogue: { purposes: DEFAULT_PURPOSES, kinds: kindsOnCards(published) },
      clock: office.clock,
      engine: office.engine,
    })();
    const { sign1 } = decodeKeyedSign1(bundleBytes, { maxBytes: bundleBytes.length, maxDepth: 3, tags: [18] });
    const kinds = decodeTrustBundle(sign1.payloadBytes).kinds.map(({ id }) => id);
    expect(kinds).toEqual([...entries.map(({ id }) => id), 'new-kind']);

    // The key of the department was made before the kind: its record could not be signed with it.
    const instruction = await instruct(health, { kind: 'new-kind' });
    const { id: grantId } = accept(await work.enter(clerk, { instruction }));
    expect(await work.approve(reviewer, { grantId })).toMatchObject({ refusal: 'grantor-key-missing' });

    const before = await versionOf('health');
    const grant = await grantOf(health, { kind: 'illness-aid' });
    expect(grant).toMatchObject({ state: 'GRANTED', catalogueVersion: 1 });
    expect(await versionOf('health')).toBe(before);
    const records = await stores.inTransaction(anOfficer(), async (tx) => {
      const found = await tx.permits.find(permit.permitId);
      return found === undefined ? [] : work.findEntitlements(tx, found);
    });
    expect(records.flatMap((record) => record.grants.map((each) => each.kind))).not.toContain('illness-aid');
  });

  async function versionOf(grantor: string): Promise<number> {
    const records = await stores.inTransaction(anOfficer(), (tx) => tx.grants.records(permit.permitId));
    return records.find((record) => record.grantor === grantor)?.version ?? 0;
  }

  async function personOf(id: string): Promise<string> {
    return (await stores.database.prisma.permit.findUniqueOrThrow({ where: { id } })).personId;
  }
});
