import { standingsOfDatabase } from '@residence-permit/issuer/adapters/prisma';
import { withdrawalRoutes } from '@residence-permit/issuer/http/api';
import type { SignedIn } from '@residence-permit/issuer/use-cases/ports';
import { verifyCard } from '@residence-permit/reader/verify';
import { toHex } from '@residence-permit/shared/bytes';
import { parsePlainDate } from '@residence-permit/shared/plain-date';
import { findPurpose } from '@residence-permit/shared/purposes';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aDepartment, type InstructionContent, WITHDRAWAL } from '../builders/an-instruction.ts';
import { accept, anOffice, CATALOGUE, DEMO_AT, type Office, UTC_OFFSET_MINUTES } from '../builders/an-office.ts';
import { aPerson } from '../builders/an-approved-case.ts';
import { anIssuedPermit, type CardWork, cardWork } from '../builders/card-work.ts';
import { type GrantWork, grantWork } from '../builders/grant-work.ts';
import { anOfficer, type OfficeStores, officeStores } from '../builders/office-stores.ts';
import { aRouteServer } from '../builders/route-server.ts';
import { anOutsider, aSignedIn } from '../builders/signed-in.ts';

const labour = aDepartment(1);
const health = aDepartment(2);
const AT = '/api/v1/grant-withdrawals';
const NONE = '00000000-0000-4000-8000-000000000000';
const clerk = aSignedIn(['clerk'], { ground: { purpose: 'counter-service' } });
const reviewer = aSignedIn(['reviewer']);
const both = aSignedIn(['clerk', 'reviewer'], { ground: { purpose: 'counter-service' } });
const [chief, deputy] = [aSignedIn(['supervisor']), aSignedIn(['supervisor'])];

describe('taking a grant back', () => {
  let [stores, office, work, cards]: [OfficeStores, Office, GrantWork, CardWork] = [] as never;
  let http: Awaited<ReturnType<typeof aRouteServer>>;
  let permit: Awaited<ReturnType<typeof anIssuedPermit>>;
  let permitNumber: string;
  let reference = 0;

  beforeAll(async () => {
    office = await anOffice();
    office.setClock(DEMO_AT);
    stores = await officeStores({ clock: office.clock });
    work = grantWork(stores, office);
    cards = await cardWork(stores, office);
    permit = await anIssuedPermit({ stores, work: cards, office }, await aPerson(stores, anOfficer()), 'withdrawals');
    permitNumber = (await stores.database.prisma.permit.findUniqueOrThrow({ where: { id: permit.permitId } })).number;
    for (const [grantor, { publicKey, keyId }] of [
      ['labour', labour],
      ['health', health],
    ] as const) {
      accept(await work.registerKey(chief, { grantor, publicKey }));
      accept(await work.confirmKey(deputy, { keyId }));
    }
    http = await aRouteServer(stores, withdrawalRoutes(work));
  });
  beforeEach(() => office.setClock(DEMO_AT));
  afterAll(async () => {
    await http.close();
    await stores.close();
  });

  const nextReference = () => {
    reference += 1;
    return `w-${reference}`;
  };
  async function aGrant(content: InstructionContent = { kind: 'job-service' }) {
    const days = { from: '2026-01-01', through: '2026-12-31' };
    const instruction = await labour.instruct({ reference: nextReference(), permitNumber, ...days, ...content });
    const { id: grantId } = accept(await work.enter(clerk, { instruction }));
    return accept(await work.approve(reviewer, { grantId }));
  }
  const takeBack = (grantId: string, change: InstructionContent = {}, by = labour, header = WITHDRAWAL) => {
    const content = { reference: nextReference(), grantId, reason: 'CONDITIONS_ENDED', from: '2026-06-15', ...change };
    return by.instruct(content, header);
  };
  async function post(by: SignedIn, path: string, body?: unknown) {
    const { status, reply } = await http.send(by, ['post', path], { body });
    return { status, reply };
  }
  const enter = (instruction: string, by: SignedIn = clerk) => post(by, AT, { instruction });
  async function entered(grantId: string, change: InstructionContent = {}, by: SignedIn = clerk): Promise<string> {
    const { status, reply } = await enter(await takeBack(grantId, change), by);
    expect(status).toBe(201);
    return String(reply['withdrawalId']);
  }
  const stateOf = async (grantId: string) =>
    (await stores.database.prisma.grant.findUniqueOrThrow({ where: { id: grantId } })).state;
  const withdrawnIds = async () => (await work.withdrawnOn(office.today())).map(toHex);

  /** The trust that a verifier gets from the next publication of the register. */
  const publishedTrust = () =>
    office.trust(
      standingsOfDatabase({
        transaction: stores.database.transaction,
        rootVersion: office.authority.rootFile.version,
        currentUri: 's/1',
        floors: { bundle: 0, status: 0 },
        findRevokedTerminals: () => Promise.resolve([]),
        findWithdrawnGrants: () => work.withdrawnOn(office.today()),
      }),
    );

  /** What a training body learns from the card, with no network. */
  async function isEntitled() {
    const attempt = await stores.inTransaction(anOfficer(), (tx) => tx.attempts.findByCard(permit.cardNumber));
    const purpose = findPurpose(CATALOGUE.purposes, 'training-body');
    if (attempt?.can === undefined || purpose === undefined) throw new Error('no card to tap');
    const placed = await permit.placeCard();
    const result = await verifyCard({
      transport: placed.transport,
      password: { kind: 'can', value: attempt.can },
      purpose,
      terminal: await office.terminalFor('training-body'),
      trust: await publishedTrust(),
      clock: office.clock,
      utcOffsetMinutes: UTC_OFFSET_MINUTES,
      staleness: { bundleSeconds: 86_400, statusSeconds: 86_400 },
      random: office.random,
      engine: office.engine,
      metering: { nowMs: () => performance.now() },
    });
    await placed.release();
    return result.answers.entitled;
  }

  test('ends it at every verifier with the next bundle, at the card with its next visit, and tells the holder', async () => {
    const grant = await aGrant({ kind: 'skills-training', limit: 3 });
    const openWriteSession = () => cards.openWriteSession(permit.placeCard);
    const write = async () =>
      work.write(clerk, { cardNumber: permit.cardNumber, openWriteSession: await openWriteSession() });
    accept(await write());
    expect(await isEntitled()).toEqual({ answer: 'yes' });

    const withdrawalId = await entered(grant.id);
    expect(await isEntitled()).toEqual({ answer: 'yes' });
    stores.messages.length = 0;
    stores.jobs.length = 0;
    expect(await post(reviewer, `${AT}/${withdrawalId}/approval`)).toEqual({
      status: 200,
      reply: { withdrawalId, grantId: grant.id, state: 'APPROVED' },
    });
    expect(await stateOf(grant.id)).toBe('REVOKED');
    expect(await isEntitled()).toEqual({ answer: 'no', code: 'GRANT_WITHDRAWN' });
    const { personId } = await stores.database.prisma.permit.findUniqueOrThrow({ where: { id: permit.permitId } });
    const details = { from: '2026-06-15', reason: 'CONDITIONS_ENDED' };
    expect(stores.messages).toEqual([{ template: 'grant-withdrawn', personId, caseNumber: permitNumber, details }]);
    expect(stores.jobs).toEqual([{ name: 'publish-trust', data: {} }]);

    const [record] = accept(await write());
    expect(record).toMatchObject({ grantor: 'labour', version: 2 });
    expect(await isEntitled()).toEqual({ answer: 'no', code: 'NO_GRANT' });
    const listed = await http.send(clerk, ['get', `/api/v1/permits/${permitNumber}/grant-withdrawals`], {
      headers: { 'Permit-Purpose': 'counter-service' },
    });
    expect(listed).toMatchObject({ status: 200 });
    expect(listed.reply['withdrawals']).toMatchObject([
      { id: withdrawalId, keyId: labour.keyId, state: 'APPROVED', recordVersion: 2, decidedBy: reviewer.accountId },
    ]);
  });

  test('takes an instruction of its department, of that type, under a key that is good, about a grant in force', async () => {
    const { id } = await aGrant();
    const codeOf = async (instruction: string) => {
      const { status, reply } = await enter(instruction);
      return `${status} ${String(reply['code'])}`;
    };
    expect(await codeOf(await takeBack(id, {}, health))).toBe('422 not-grantors-grant');
    expect(await codeOf(await takeBack(id, {}, aDepartment(9)))).toBe('422 key-not-good');
    expect(await codeOf(await takeBack(id, {}, labour, {}))).toBe('422 instruction-malformed');
    for (const change of [
      { reason: 'NOT_LIKED' },
      { from: '2026-02-30' },
      { grantId: 'x' },
      { reference: 'two words' },
      { holder: 'x' },
    ]) {
      expect(await codeOf(await takeBack(id, change))).toBe('422 instruction-malformed');
    }
    expect(await codeOf(await takeBack(id, { from: '2027-01-01' }))).toBe('422 already-over');
    expect(await codeOf(await takeBack(NONE))).toBe('404 permit-not-found');
    const [header, , signature] = (await takeBack(id)).split('.');
    const [, other] = (await takeBack(id, { from: '2026-06-16' })).split('.');
    expect(await codeOf(`${header}.${other}.${signature}`)).toBe('422 signature-bad');

    const old = aDepartment(3);
    accept(await work.registerKey(chief, { grantor: 'labour', publicKey: old.publicKey }));
    accept(await work.confirmKey(deputy, { keyId: old.keyId }));
    accept(await work.withdrawKey(chief, { keyId: old.keyId }));
    expect(await codeOf(await takeBack(id, {}, old))).toBe('422 key-not-good');
    expect(await stateOf(id)).toBe('GRANTED');
  });

  test('is carried out once for each instruction, and once for each grant', async () => {
    const { id } = await aGrant();
    const instruction = await takeBack(id);
    const first = await enter(instruction);
    expect(first.status).toBe(201);
    expect(await enter(instruction)).toMatchObject({ status: 409, reply: { code: 'already-carried-out' } });
    expect(await enter(await takeBack(id))).toMatchObject({ status: 409, reply: { code: 'withdrawal-open' } });
    const at = `${AT}/${String(first.reply['withdrawalId'])}`;
    expect(await post(reviewer, `${at}/refusal`, { reason: 'not our grant' })).toMatchObject({
      status: 200,
      reply: { state: 'DECLINED' },
    });
    expect(await post(reviewer, `${at}/approval`)).toMatchObject({ status: 409, reply: { code: 'not-proposed' } });
    // What was declined is not entered again; the department says so anew.
    expect(await enter(instruction)).toMatchObject({ status: 409, reply: { code: 'already-carried-out' } });
    expect(await stateOf(id)).toBe('GRANTED');
    const second = await entered(id);
    expect(await post(reviewer, `${AT}/${second}/approval`)).toMatchObject({ status: 200 });
    expect(await post(reviewer, `${AT}/${second}/approval`)).toMatchObject({ reply: { code: 'not-proposed' } });
    expect(await enter(await takeBack(id))).toMatchObject({ status: 409, reply: { code: 'not-in-force' } });
    expect(await post(reviewer, `${AT}/${NONE}/approval`)).toMatchObject({ reply: { code: 'withdrawal-unknown' } });
  });

  test('takes a second person with a fresh proof, and no other department’s', async () => {
    const { id } = await aGrant();
    const at = `${AT}/${await entered(id, {}, both)}/approval`;
    expect(await post(both, at)).toMatchObject({ status: 403, reply: { code: 'same-person' } });
    expect(await post(clerk, at)).toMatchObject({ status: 403, reply: { code: 'NOT_ALLOWED' } });
    const unproved = { ...reviewer, accountId: NONE, subject: { ...reviewer.subject, accountId: NONE, stepUps: [] } };
    expect(await post(unproved, at)).toMatchObject({ status: 403, reply: { code: 'STEP_UP_NEEDED' } });
    const stranger = anOutsider('department-officer', { kind: 'department', id: 'health' });
    const foreign = { ...stranger, subject: { ...stranger.subject, stepUps: ['revoke'] as const } };
    expect(await post(foreign, at)).toMatchObject({ status: 403, reply: { code: 'not-own' } });
    expect(await enter(await takeBack(id), foreign)).toMatchObject({ status: 403, reply: { code: 'not-own' } });
    expect(await stateOf(id)).toBe('GRANTED');
    expect(await post(reviewer, at)).toMatchObject({ status: 200 });
  });

  test('waits for the day that the department named', async () => {
    const { id, grantRef } = await aGrant();
    const at = `${AT}/${await entered(id, { from: '2026-06-17' })}/approval`;
    expect(await post(reviewer, at)).toMatchObject({ status: 409, reply: { code: 'too-early' } });
    office.setDay(parsePlainDate('2026-06-17'));
    expect(await post(reviewer, at)).toMatchObject({ status: 200 });
    expect(await withdrawnIds()).toContain(toHex(grantRef));
  });

  test('is known to verifiers under every id that a card has for it, until its last day is over', async () => {
    const { id, grantRef } = await aGrant({ kind: 'skills-training', limit: 5, through: '2026-06-20' });
    const remainder = new Uint8Array(8).fill(0xc4);
    const days = { from: parsePlainDate('2026-06-01'), through: parsePlainDate('2026-06-20') };
    const part = { grantRef: remainder, ...days, limit: 2, firstPeriod: 0 };
    const carry = { cardNumber: '9999999999', permitId: permit.permitId, grants: { [id]: [part] }, carriedAt: DEMO_AT };
    await stores.inTransaction(anOfficer(), (tx) => tx.grants.insertCarry(carry));
    expect(await post(reviewer, `${AT}/${await entered(id)}/approval`)).toMatchObject({ status: 200 });
    expect(await withdrawnIds()).toEqual(expect.arrayContaining([toHex(grantRef), toHex(remainder)]));
    office.setDay(parsePlainDate('2026-06-21'));
    const later = await withdrawnIds();
    expect(later).not.toContain(toHex(grantRef));
    expect(later).not.toContain(toHex(remainder));
  });

  test('is what the database asks for too', async () => {
    const { grant, grantWithdrawal } = stores.database.prisma;
    const { id } = await aGrant();
    const where = { id };
    await expect(grant.update({ where, data: { state: 'REVOKED' } })).rejects.toThrow('no approved withdrawal');
    const withdrawalId = await entered(id);
    const row = await grantWithdrawal.findUniqueOrThrow({ where: { id: withdrawalId } });
    await expect(grant.update({ where, data: { state: 'REVOKED' } })).rejects.toThrow('no approved withdrawal');
    const decision = { state: 'APPROVED', decidedAt: new Date() };
    const decide = (data: object) => grantWithdrawal.update({ where: { id: withdrawalId }, data });
    await expect(decide({ ...decision, decidedBy: row.enteredBy })).rejects.toThrow('withdrawal_two_persons');
    await expect(decide({ state: 'APPROVED' })).rejects.toThrow('withdrawal_decided');
    await expect(decide({ reason: 'HOLDER_ASKED' })).rejects.toThrow('permission denied');
    const copy = { ...row, id: NONE, state: 'PROPOSED' };
    await expect(grantWithdrawal.create({ data: copy })).rejects.toThrow();
    const foreign = { ...copy, instructionRef: 'another', grantor: 'health', keyId: health.keyId };
    await expect(grantWithdrawal.create({ data: foreign })).rejects.toThrow('not the department of the grant');
    await decide({ ...decision, decidedBy: reviewer.accountId });
    await expect(decide({ ...decision, decidedBy: chief.accountId })).rejects.toThrow('signed before');
    await grant.update({ where, data: { state: 'REVOKED' } });
    expect(await stateOf(id)).toBe('REVOKED');
  });
});
