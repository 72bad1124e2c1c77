import { forgetHolder } from '@residence-permit/issuer/adapters/accounts';
import { withSession } from '@residence-permit/issuer/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from './a-browser.ts';
import { type AccountsService, anAccountsService, PASSWORD } from './an-accounts-service.ts';

const ACCOUNTS = '/api/v1/accounts';
const SESSION = '/api/v1/session';
const CLERK = [{ role: 'clerk', officeId: 'office-a' }] as const;
const NOBODY = '3b0f8a0e-5c1d-4a52-8d4e-1c8a3f5f9b11';

let service: AccountsService;
let admin: { readonly accountId: string; readonly browser: Browser };

beforeAll(async () => {
  service = await anAccountsService({ profile: 'demo' });
  admin = await service.signedIn('root.admin', [{ role: 'administrator' }]);
});
afterAll(() => service.close());

const proof = { method: 'password', password: PASSWORD };
const prove = (browser: Browser) => browser.post(`${SESSION}/step-up`, { class: 'manage', proof });

describe('an administrator', () => {
  it('makes accounts after a proof of presence, and each act stands in the audit log', async () => {
    const body = { login: 'New.Clerk', displayName: '样本·窗口', roles: CLERK };
    expect((await admin.browser.post(ACCOUNTS, body)).body['code']).toBe('STEP_UP_NEEDED');
    expect((await prove(admin.browser)).status).toBe(200);
    const made = await admin.browser.post(ACCOUNTS, body);
    expect(made.status).toBe(201);
    expect((await admin.browser.post(ACCOUNTS, body)).body['code']).toBe('login-taken');
    const accountId = String(made.body['accountId']);
    const setUp = { login: 'new.clerk', code: made.body['setUpCode'], password: PASSWORD };
    expect((await new Browser(service.base).post(`${SESSION}/set-up`, setUp)).status).toBe(200);
    const events = await service.database.prisma.auditEvent.findMany({
      where: { object: accountId },
      orderBy: { id: 'asc' },
    });
    expect(events.map(({ action, actorId }) => [action, actorId])).toEqual([
      ['account.create', admin.accountId],
      ['account.set-up', accountId],
    ]);
  });

  it('ends sessions with other roles, a reset or disabling', async () => {
    await prove(admin.browser);
    const { accountId, browser } = await service.signedIn('changing.clerk', CLERK);
    const roleNames = async () => {
      const { signedIn } = (await browser.get(SESSION)).body as { signedIn: { roles: { role: string }[] } | null };
      return signedIn?.roles.map(({ role }) => role);
    };
    const login = () => browser.post(SESSION, { login: 'changing.clerk', password: PASSWORD });
    expect(await roleNames()).toEqual(['clerk']);
    const roles = [{ role: 'reviewer', officeId: 'office-b' }];
    expect((await admin.browser.put(`${ACCOUNTS}/${accountId}/roles`, { roles })).status).toBe(204);
    expect(await roleNames()).toBeUndefined();
    await login();
    expect(await roleNames()).toEqual(['reviewer']);
    const reset = await admin.browser.post(`${ACCOUNTS}/${accountId}/reset`);
    expect(reset.status).toBe(200);
    expect(await roleNames()).toBeUndefined();
    expect((await login()).status).toBe(403);
    const setUp = { login: 'changing.clerk', code: reset.body['setUpCode'], password: PASSWORD };
    expect((await browser.post(`${SESSION}/set-up`, setUp)).status).toBe(200);
    expect((await admin.browser.post(`${ACCOUNTS}/${accountId}/disabling`)).status).toBe(204);
    expect(await roleNames()).toBeUndefined();
    expect((await login()).status).toBe(403);
  });

  it('does nothing to their own account, nor to one that is not there', async () => {
    await prove(admin.browser);
    const own = `${ACCOUNTS}/${admin.accountId}`;
    expect((await admin.browser.put(`${own}/roles`, { roles: CLERK })).body['code']).toBe('own-case');
    expect((await admin.browser.post(`${own}/reset`)).body['code']).toBe('own-case');
    expect((await admin.browser.post(`${own}/disabling`)).body['code']).toBe('own-case');
    expect((await admin.browser.put(`${ACCOUNTS}/${NOBODY}/roles`, { roles: CLERK })).body['code']).toBe(
      'account-not-found',
    );
    expect((await admin.browser.post(`${ACCOUNTS}/${NOBODY}/reset`)).body['code']).toBe('account-not-found');
    expect((await admin.browser.post(`${ACCOUNTS}/${NOBODY}/disabling`)).body['code']).toBe('account-not-found');
  });

  it('sees the accounts of offices and no holder', async () => {
    await service.create('a.holder', [{ role: 'holder', ownerId: await service.aPerson() }]);
    await prove(admin.browser);
    const loginsAfter = async (after: string) => {
      const { body } = await admin.browser.get(`${ACCOUNTS}?after=${after}`);
      return (body as { accounts: { login: string }[] }).accounts.map(({ login }) => login);
    };
    const logins = await loginsAfter('');
    expect(logins).toContain('root.admin');
    expect(logins).not.toContain('a.holder');
    expect(await loginsAfter('new.clerk')).toEqual(logins.filter((login) => login > 'new.clerk'));
  });

  it('makes no account for a record that the register does not have', async () => {
    await prove(admin.browser);
    const account = { login: 'of.nobody', displayName: '样本', personId: NOBODY };
    const made = await admin.browser.post(ACCOUNTS, { ...account, roles: [{ role: 'holder', ownerId: NOBODY }] });
    expect([made.status, made.body['code']]).toEqual([422, 'person-not-found']);
  });

  it('lets nobody see another record than their own', async () => {
    await prove(admin.browser);
    const [own, another] = [await service.aPerson(), await service.aPerson()];
    const roles = [{ role: 'holder', ownerId: another }];
    const made = await admin.browser.post(ACCOUNTS, { login: 'of.two', displayName: '样本', personId: own, roles });
    expect([made.status, made.body['code']]).toEqual([422, 'role-place-wrong']);
    const { accountId } = await service.create('of.one', [{ role: 'holder', ownerId: own }]);
    const given = await admin.browser.put(`${ACCOUNTS}/${accountId}/roles`, { roles });
    expect([given.status, given.body['code']]).toEqual([422, 'role-place-wrong']);
  });

  it('is the only role that does', async () => {
    const { browser } = await service.signedIn('curious.auditor', [{ role: 'auditor', jurisdiction: '800000' }]);
    await prove(browser);
    expect((await browser.get(ACCOUNTS)).body['code']).toBe('NOT_ALLOWED');
    expect((await browser.post(ACCOUNTS, { login: 'x.y.z', displayName: 'x', roles: CLERK })).status).toBe(403);
  });
});

describe('the database', () => {
  const row = { id: NOBODY, givenAt: new Date(0) };

  it('refuses a role that names nothing it is held for, one given to oneself, and the same one twice', async () => {
    const { accountRole } = service.database.prisma;
    const { accountId } = admin;
    const add = (data: object) => accountRole.create({ data: { ...row, accountId, role: 'clerk', ...data } });
    await expect(add({})).rejects.toThrow('account_role_held_for');
    await expect(add({ role: 'king' })).rejects.toThrow('account_role_held_for');
    const office = { officeId: 'office-a', jurisdiction: '800000' };
    await expect(add({ ...office, givenBy: accountId })).rejects.toThrow('account_role_by_another');
    await expect(add({ role: 'administrator' })).rejects.toThrow(/account_role_once|Unique constraint/);
  });

  it('keeps tries as they were, and lets the auditor read them and nothing else of accounts', async () => {
    const { prisma } = service.database;
    await expect(prisma.signInAttempt.updateMany({ data: { outcome: 'right' } })).rejects.toThrow();
    await withSession({ url: service.auditorUrl, role: 'permit_auditor' }, async (client) => {
      expect((await client.query('SELECT count(*) FROM sign_in_attempt')).rowCount).toBe(1);
      for (const table of ['account', 'totp', 'passkey', 'account_session', 'step_up']) {
        await expect(client.query(`SELECT FROM ${table}`)).rejects.toThrow('permission denied');
      }
    });
  });
});

describe('the account of an erased person', () => {
  it('that they had as a holder loses login, name and session; an officer keeps theirs', async () => {
    const personId = await service.aPerson();
    const holder = await service.signedIn('some.holder', [{ role: 'holder', ownerId: personId }]);
    const officer = await service.signedIn('some.officer', CLERK);
    const { prisma, pool } = service.database;
    const ids = [holder.accountId, officer.accountId];
    await prisma.account.update({ where: { id: officer.accountId }, data: { personId } });
    for (const at of [service.now(), service.now() + 60]) await forgetHolder(pool, { personId, at });
    const [forgotten, kept] = await Promise.all(ids.map((id) => prisma.account.findUniqueOrThrow({ where: { id } })));
    expect(forgotten).toMatchObject({
      login: `erased-${holder.accountId}`,
      displayName: '',
      state: 'DISABLED',
      passwordHash: null,
    });
    expect(kept).toMatchObject({ login: 'some.officer', displayName: '样本·some.officer', state: 'ACTIVE' });
    const isSignedIn = async ({ browser }: typeof holder) => (await browser.get(SESSION)).body['signedIn'] !== null;
    expect([await isSignedIn(holder), await isSignedIn(officer)]).toEqual([false, true]);
    const again = await holder.browser.post(SESSION, { login: 'some.holder', password: PASSWORD });
    expect(again.status).not.toBe(200);
  });
});
