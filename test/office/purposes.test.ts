import { newestPurposes } from '@residence-permit/issuer/adapters/prisma';
import { withSession } from '@residence-permit/issuer/database';
import { purposeRoutes } from '@residence-permit/issuer/http/api';
import type { PurposeEntries, SignedIn } from '@residence-permit/issuer/use-cases/ports';
import { makeReadPerson } from '@residence-permit/issuer/use-cases/persons';
import { FIRST_PURPOSES } from '@residence-permit/issuer/use-cases/purposes';
import { decodeCvCertificate } from '@residence-permit/shared/cv-certificate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aPerson } from '../builders/an-approved-case.ts';
import { accept, anOffice, DEMO_AT, type Office } from '../builders/an-office.ts';
import { aTerminalRequest, type GrantWork, grantWork } from '../builders/grant-work.ts';
import { anOfficer, type OfficeStores, officeStores, OFFICE_ID } from '../builders/office-stores.ts';
import { aRouteServer } from '../builders/route-server.ts';
import { anOutsider, aSignedIn } from '../builders/signed-in.ts';

const AT = '/api/v1/purposes';
const [chief, deputy] = [aSignedIn(['supervisor']), aSignedIn(['supervisor'])];
const clerk = aSignedIn(['clerk'], { ground: { purpose: 'counter-service' } });
const operator = anOutsider('service-point-operator', { kind: 'organisation', id: 'clinic-east' });
const { office: officeEntries, terminal: terminalEntries } = FIRST_PURPOSES;
const FIRST: PurposeEntries = { office: officeEntries, terminal: terminalEntries };

describe('purposes', () => {
  let [stores, office, work]: [OfficeStores, Office, GrantWork] = [] as never;
  let http: Awaited<ReturnType<typeof aRouteServer>>;
  let personId: string;

  beforeAll(async () => {
    office = await anOffice({ ceremonyAt: DEMO_AT - 86_400 });
    office.setClock(DEMO_AT);
    stores = await officeStores({ clock: office.clock });
    work = grantWork(stores, office);
    http = await aRouteServer(stores, purposeRoutes(work));
    ({ id: personId } = await aPerson(stores, anOfficer()));
  });
  afterAll(async () => {
    await http.close();
    await stores.close();
  });

  async function post(by: SignedIn, path: string, body?: unknown) {
    const { status, reply } = await http.send(by, ['post', path], { body });
    return { status, reply };
  }
  const published = async (version?: number) =>
    (await http.send(undefined, ['get', version === undefined ? AT : `${AT}?version=${version}`])).reply;
  const widened = (id: string, fields: readonly number[]): PurposeEntries => ({
    ...FIRST,
    terminal: terminalEntries.map((purpose) => (purpose.id === id ? { ...purpose, fields } : purpose)),
  });
  async function certified(mnemonic: string) {
    const { request } = await aTerminalRequest(mnemonic, stores.random);
    const place = { officeId: OFFICE_ID, organisationId: 'clinic-east' };
    const { id: terminalId } = accept(await work.enrol(operator, { ...place, request }));
    const approval = { terminalId, purposes: ['clinic'], sites: ['desk 1'], use: 'READS' } as const;
    const approved = accept(await work.approveTerminal(chief, approval));
    return { approved, certificate: accept(await work.certify(operator, { terminalId })) };
  }
  async function look() {
    accept(await makeReadPerson(stores)(clerk, { personId }));
    const [newest] = await stores.inTransaction(anOfficer(), (tx) => tx.history.looks(personId, 1));
    return newest;
  }

  test('are published by two, read by everybody in every version, and named by what is done under them', async () => {
    expect(await published()).toEqual(JSON.parse(JSON.stringify(FIRST_PURPOSES)));
    const first = await certified('CLINICA');
    expect(first.approved.purposesVersion).toBe(0);
    expect(first.certificate.purposesVersion).toBe(0);
    expect(await look()).toMatchObject({ purpose: 'counter-service', purposeVersion: 0 });

    const next = widened('clinic', [2, 3, 9, 17, 18]);
    const proposed = await post(chief, `${AT}/proposals`, next);
    expect(proposed.status).toBe(201);
    const publication = `${AT}/proposals/${String(proposed.reply['proposalId'])}/publication`;
    expect(await post(chief, publication)).toMatchObject({ status: 403, reply: { code: 'same-person' } });
    expect(await look()).toMatchObject({ purposeVersion: 0 });
    stores.jobs.length = 0;
    expect(await post(deputy, publication)).toEqual({ status: 201, reply: { version: 1 } });
    expect(await post(deputy, publication)).toMatchObject({ status: 409, reply: { code: 'already-published' } });
    expect(stores.jobs).toEqual([{ name: 'publish-trust', data: {} }]);

    expect(await published()).toMatchObject({ version: 1, ...next });
    expect(await published(1)).toEqual(await published());
    expect(await published(0)).toMatchObject({ version: 0, ...FIRST });
    expect(await published(2)).toMatchObject({ code: 'version-unknown' });
    expect((await newestPurposes(stores.database.prisma))?.terminal).toEqual(next.terminal);
    expect(await look()).toMatchObject({ purpose: 'counter-service', purposeVersion: 1 });
    const later = await certified('CLINICB');
    expect(later.approved.purposesVersion).toBe(1);
    expect(later.certificate.purposesVersion).toBe(1);
    expect(decodeCvCertificate(first.certificate.certificate).template.read).not.toContain(9);
    expect(decodeCvCertificate(later.certificate.certificate).template.read).toContain(9);
    const listed = accept(await work.listTerminals(chief));
    expect(new Map(listed.map(({ mnemonic, purposesVersion }) => [mnemonic, purposesVersion]))).toEqual(
      new Map([
        ['CLINICA', 0],
        ['CLINICB', 1],
      ]),
    );
  });

  test('that take one out, name one twice, ask for what no card has or change what officers may do are refused', async () => {
    const [clinic] = terminalEntries;
    const [handling] = officeEntries;
    if (clinic === undefined || handling === undefined) throw new Error('no purposes');
    const terminal = (...changed: PurposeEntries['terminal']) => ({ ...FIRST, terminal: changed });
    const codeOf = async (entries: unknown) => {
      const { status, reply } = await post(chief, `${AT}/proposals`, entries);
      return `${status} ${String(reply['code'])}`;
    };
    expect(await codeOf(terminal(...terminalEntries.slice(1)))).toBe('422 purpose-left-out');
    expect(await codeOf({ ...FIRST, office: officeEntries.slice(1) })).toBe('422 purpose-left-out');
    expect(await codeOf(terminal(...terminalEntries, clinic))).toBe('422 purpose-twice');
    expect(await codeOf({ ...FIRST, office: [...officeEntries, handling] })).toBe('422 purpose-twice');
    const loosened = { ...handling, caseNumber: !handling.caseNumber };
    expect(await codeOf({ ...FIRST, office: [loosened, ...officeEntries.slice(1)] })).toBe('422 purpose-not-in-rights');
    const other = { ...clinic, id: 'observatory' };
    expect(await codeOf(terminal(...terminalEntries, { ...other, kind: 'telescope' }))).toBe('422 kind-unknown');
    expect(await codeOf(terminal(...terminalEntries, { ...other, fields: [18, 2] }))).toBe('422 purpose-malformed');
    expect(await codeOf(widened('clinic', [2, 12]))).toBe('422 purpose-malformed');
    const nameless = { ...handling, titles: { zh: ' ', en: 'x' } };
    expect(await codeOf({ ...FIRST, office: [nameless, ...officeEntries.slice(1)] })).toBe('422 purpose-malformed');
    expect(await codeOf({ ...FIRST, office: [{ ...handling, id: 'curiosity' }] })).toBe('400 REQUEST_INVALID');
    expect(await post(clerk, `${AT}/proposals`, FIRST)).toMatchObject({ status: 403, reply: { code: 'NOT_ALLOWED' } });
  });

  test('that were published are only added to, and only what two signed', async () => {
    const { purposeVersion, purposeProposal, terminal } = stores.database.prisma;
    const row = await purposeVersion.findFirstOrThrow();
    const { version, office: said, terminal: read, publishedBy, publishedAt } = row;
    const again = { office: said ?? [], terminal: read ?? [], publishedBy, publishedAt };
    await expect(purposeVersion.create({ data: { ...again, version: version + 1 } })).rejects.toThrow(
      'no signed proposal',
    );
    await expect(purposeVersion.update({ where: { version }, data: { office: [] } })).rejects.toThrow(
      'permission denied',
    );
    await expect(purposeVersion.delete({ where: { version } })).rejects.toThrow('permission denied');
    const byOwner = (sql: string) =>
      withSession({ url: stores.address.migratorUrl, role: undefined }, (client) => client.query(sql));
    await expect(byOwner(`UPDATE purpose_version SET office = '[]'`)).rejects.toThrow('insert-only');
    await expect(byOwner('DELETE FROM purpose_version')).rejects.toThrow('insert-only');
    await expect(byOwner('TRUNCATE purpose_version')).rejects.toThrow('insert-only');
    await expect(byOwner(`UPDATE purpose_proposal SET office = '[]'`)).rejects.toThrow('signed before');
    const proposal = { id: clerk.accountId, proposedBy: chief.accountId, proposedAt: new Date() };
    const signed = { publishedBy: chief.accountId, publishedVersion: 9 };
    const twice = { ...proposal, office: [], terminal: [], ...signed };
    await expect(purposeProposal.create({ data: twice })).rejects.toThrow('purposes_two_persons');
    const unversioned = { where: { mnemonic: 'CLINICB' }, data: { purposesVersion: null } };
    await expect(terminal.update(unversioned)).rejects.toThrow('terminal_purposes_version');
  });
});
