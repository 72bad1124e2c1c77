import { openPace, authenticateTerminal, readFile, selectPermit } from '@residence-permit/reader/session';
import { decodeCvCertificate, signCvCertificate } from '@residence-permit/shared/cv-certificate';
import { addDays, parsePlainDate } from '@residence-permit/shared/plain-date';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aCard } from '../builders/a-card.ts';
import { accept, anOffice, DEMO_AT, type Office } from '../builders/an-office.ts';
import { aTerminalRequest, type GrantWork, grantWork } from '../builders/grant-work.ts';
import { type OfficeStores, officeStores, OFFICE_ID } from '../builders/office-stores.ts';
import { anOutsider, aSignedIn } from '../builders/signed-in.ts';

const owner = { kind: 'organisation', id: 'clinic-east' } as const;
const operator = anOutsider('service-point-operator', owner);
const chief = aSignedIn(['supervisor']);
const place: { readonly officeId: string; readonly organisationId: string } = {
  officeId: OFFICE_ID,
  organisationId: owner.id,
};

describe('a terminal', () => {
  let [stores, office, work]: [OfficeStores, Office, GrantWork] = [] as never;
  beforeAll(async () => {
    office = await anOffice({ ceremonyAt: DEMO_AT - 86_400 });
    office.setClock(DEMO_AT);
    stores = await officeStores({ clock: office.clock });
    work = grantWork(stores, office);
  });
  afterAll(() => stores.close());

  async function enrolled(mnemonic: string) {
    const made = await aTerminalRequest(mnemonic, stores.random);
    const { id: terminalId } = accept(await work.enrol(operator, { ...place, request: made.request }));
    return { ...made, terminalId };
  }
  const approval = (terminalId: string) =>
    ({ terminalId, purposes: ['clinic'], sites: ['clinic east, desk 1'], use: 'READS' }) as const;

  test('is enrolled by a key that it shows to hold, for its own organisation', async () => {
    const { key, fields, request } = await aTerminalRequest('CLINIC', stores.random);
    const other = await aTerminalRequest('OTHER', stores.random);
    const enrol = (bytes: Uint8Array, at: Partial<typeof place> = {}) =>
      work.enrol(operator, { ...place, ...at, request: bytes });
    const stolen = await signCvCertificate({ fields, sign: (body) => other.key.sign(body) });
    expect(await enrol(stolen)).toMatchObject({ refusal: 'key-not-proven' });
    const named = { ...fields, chr: 'ZZCLINIC00001', car: 'ZZCLINIC00001' };
    const posing = await signCvCertificate({ fields: named, sign: (body) => key.sign(body) });
    expect(await enrol(posing)).toMatchObject({ refusal: 'request-malformed' });
    expect(await enrol(request.slice(1))).toMatchObject({ refusal: 'request-malformed' });
    expect(await enrol(request, { organisationId: 'another' })).toMatchObject({ refusal: 'not-own' });
    expect(accept(await enrol(request))).toMatchObject({ state: 'REQUESTED', mnemonic: 'CLINIC' });
    await expect(enrol(request)).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
  });

  test('gets certificates that open what it was approved for, from a card as well', async () => {
    const { key, terminalId } = await enrolled('CLINICA');
    expect(await work.certify(operator, { terminalId })).toMatchObject({ refusal: 'not-approved' });
    expect(await work.approveTerminal(operator, approval(terminalId))).toMatchObject({ refusal: 'no-role' });
    const unknown = { ...approval(terminalId), purposes: ['everything'] };
    expect(await work.approveTerminal(chief, unknown)).toMatchObject({ refusal: 'purpose-unknown' });
    const nowhere = { ...approval(terminalId), sites: [] };
    expect(await work.approveTerminal(chief, nowhere)).toMatchObject({ refusal: 'sites-missing' });
    // A reason is of what was turned down or taken away.
    expect(accept(await work.approveTerminal(chief, approval(terminalId)))).not.toHaveProperty('reason');
    expect(await work.approveTerminal(chief, approval(terminalId))).toMatchObject({ refusal: 'not-requested' });
    const rival = anOutsider('service-point-operator', { kind: 'organisation', id: 'another' });
    expect(await work.certify(rival, { terminalId })).toMatchObject({ refusal: 'not-own' });
    const certified = accept(await work.certify(operator, { terminalId }));
    const today = parsePlainDate('2026-06-15');
    expect(certified).toMatchObject({ reference: 'ZZCLINICA00001', effective: today, expiry: addDays(today, 44) });

    const card = await aCard(office).active();
    const { template } = decodeCvCertificate(certified.certificate);
    const password = { kind: 'can', value: card.can } as const;
    const session = await openPace({ transport: card.transport(), password, random: stores.random, template });
    await selectPermit(session);
    const credential = { certificates: certified.chain, sign: (message: Uint8Array) => key.sign(message) };
    await authenticateTerminal(session, credential, { date: office.today() });
    expect((await readFile(session, 3)).length).toBeGreaterThan(0);
    await expect(readFile(session, 6)).rejects.toMatchObject({ code: 'CARD_STATUS' });
  });

  test('renews its certificate when that nears its end, one number higher', async () => {
    const { terminalId } = await enrolled('RENEW');
    accept(await work.approveTerminal(chief, approval(terminalId)));
    const first = accept(await work.certify(operator, { terminalId }));
    expect(await work.certify(operator, { terminalId })).toMatchObject({ refusal: 'too-early' });
    office.setDay(addDays(first.expiry, -15));
    const second = accept(await work.certify(operator, { terminalId }));
    expect(second).toMatchObject({ sequence: 2, reference: 'ZZRENEW00002' });
    office.setClock(DEMO_AT);
  });

  test('that writes endorsements lives three days at a time', async () => {
    const { terminalId } = await enrolled('COUNTER');
    accept(await work.approveTerminal(chief, { ...approval(terminalId), purposes: ['issuing-office'], use: 'WRITES' }));
    const { effective, expiry, certificate } = accept(await work.certify(operator, { terminalId }));
    expect(expiry).toBe(addDays(effective, 2));
    expect(decodeCvCertificate(certificate).template.write).toEqual([17, 18, 19, 20, 21]);
  });

  test('that is revoked gets nothing more, and stands in the list until its certificates have ended', async () => {
    const { terminalId } = await enrolled('LOST');
    const reason = 'reported stolen';
    expect(await work.revokeTerminal(chief, { terminalId, reason })).toMatchObject({ refusal: 'not-in-use' });
    accept(await work.approveTerminal(chief, approval(terminalId)));
    accept(await work.certify(operator, { terminalId }));
    stores.jobs.length = 0;
    expect(await work.revokeTerminal(operator, { terminalId, reason })).toMatchObject({ refusal: 'no-role' });
    accept(await work.revokeTerminal(chief, { terminalId, reason }));
    expect(stores.jobs).toMatchObject([{ name: 'publish-trust' }]);
    expect(await work.certify(operator, { terminalId })).toMatchObject({ refusal: 'not-approved' });
    expect(await work.revokedOn(parsePlainDate('2026-06-15'))).toEqual(['ZZLOST00001']);
    expect(await work.revokedOn(parsePlainDate('2026-09-01'))).toEqual([]);
  });

  test('is told its newest certificate again, as it was signed, while it is in use', async () => {
    const { terminalId } = await enrolled('FORGETFUL');
    const read = (by = operator) => work.readCertificate(by, { terminalId });
    accept(await work.approveTerminal(chief, approval(terminalId)));
    expect(await read()).toMatchObject({ refusal: 'certificate-missing' });
    const { chain, reference } = accept(await work.certify(operator, { terminalId }));
    for (const by of [operator, chief]) expect(accept(await read(by))).toMatchObject({ chain, reference });
    const rival = anOutsider('service-point-operator', { kind: 'organisation', id: 'another' });
    expect(await read(rival)).toMatchObject({ refusal: 'not-own' });
    accept(await work.revokeTerminal(chief, { terminalId, reason: 'sold' }));
    expect(await read()).toMatchObject({ refusal: 'certificate-missing' });
  });

  test('is turned down with a reason, and listed for its office and for whoever runs it', async () => {
    const { terminalId } = await enrolled('NOTHERE');
    const declined = accept(await work.declineTerminal(chief, { terminalId, reason: 'no agreement' }));
    expect(declined).toMatchObject({ state: 'DECLINED', reason: 'no agreement' });
    const names = (listed: readonly { readonly mnemonic: string }[]) =>
      listed.map(({ mnemonic }) => mnemonic).toSorted();
    const all = names(accept(await work.listTerminals(chief)));
    expect(all).toContain('NOTHERE');
    expect(names(accept(await work.listTerminals(operator)))).toEqual(all);
    const certified = accept(await work.listTerminals(operator)).find(({ mnemonic }) => mnemonic === 'CLINICA');
    expect(certified).toMatchObject({ certificate: { reference: 'ZZCLINICA00001', expiry: '2026-07-29' } });
    const rival = anOutsider('integrator', { kind: 'organisation', id: 'another' });
    expect(accept(await work.listTerminals(rival))).toEqual([]);
    expect(await work.listTerminals(aSignedIn(['clerk']))).toMatchObject({ refusal: 'no-role' });
  });
});
