import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from './a-browser.ts';
import { type AccountsService, anAccountsService, PASSWORD } from './an-accounts-service.ts';

const CLERK = [{ role: 'clerk', officeId: 'office-a' }] as const;
const SESSION = '/api/v1/session';
const NEXT = 'another 马 battery 2';
/** Other tests share the machine. */
const PATIENT = { timeout: 30_000 };

let service: AccountsService;
beforeAll(async () => {
  service = await anAccountsService();
});
afterAll(() => service.close());

function signIn(login: string, password = PASSWORD, browser = new Browser(service.base)) {
  return browser.post(SESSION, { login, password });
}

describe('a new account', () => {
  it('is set up once, with its code, by a fit password, and is then signed in', async () => {
    const { accountId, setUpCode } = await service.create('setup.once', CLERK);
    expect(setUpCode).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
    const browser = new Browser(service.base);
    const setUp = (password: string, code = setUpCode) =>
      browser.post(`${SESSION}/set-up`, { login: 'setup.once', code, password });
    expect((await signIn('setup.once', setUpCode)).body['code']).toBe('credentials-wrong');
    for (const unfit of ['short', 'aaaaaaaaaaaaaaaa', 'setup.once setup.once']) {
      expect((await setUp(unfit)).body['code']).toBe('password-unfit');
    }
    expect((await setUp(PASSWORD, '00000-00000-00000-00000')).status).toBe(403);
    const done = await setUp(PASSWORD, setUpCode.toLowerCase().replaceAll('-', ' '));
    expect(done.body).toMatchObject({
      demo: false,
      signedIn: {
        accountId,
        login: 'setup.once',
        roles: [{ role: 'clerk', officeId: 'office-a', jurisdiction: '800000' }],
      },
    });
    expect((await setUp(NEXT)).body['code']).toBe('credentials-wrong');
    expect((await signIn('SETUP.once')).status).toBe(200);
  });

  it('does not wait for ever', async () => {
    const { setUpCode } = await service.create('setup.late', CLERK);
    service.moveClock(72 * 3600 + 1);
    const late = await new Browser(service.base).post(`${SESSION}/set-up`, {
      login: 'setup.late',
      code: setUpCode,
      password: PASSWORD,
    });
    expect(late.body['code']).toBe('credentials-wrong');
  });

  it('is made for a login that is free, with roles that go together and name what they are held for', async () => {
    await expect(service.create('setup.once', CLERK)).rejects.toThrow('login-taken');
    await expect(service.create('role.none', [])).rejects.toThrow('roles-missing');
    await expect(service.create('role.mix', [...CLERK, { role: 'administrator' }])).rejects.toThrow(
      'roles-incompatible',
    );
    await expect(service.create('role.bare', [{ role: 'clerk' }])).rejects.toThrow('role-place-wrong');
    await expect(service.create('role.far', [{ role: 'clerk', officeId: 'office-z' }])).rejects.toThrow(
      'office-not-found',
    );
    await expect(service.create('role.own', [{ role: 'holder' }])).rejects.toThrow('role-place-wrong');
    await expect(service.create('role.dept', [{ role: 'department-officer', ownerId: '7' }])).rejects.toThrow(
      'role-place-wrong',
    );
  });
});

describe('signing in', () => {
  it('answers an unknown login as it answers a wrong password, and locks both alike until the window ends', async () => {
    await service.signedIn('locked.out', CLERK);
    for (const login of ['locked.out', 'nobody.here']) {
      for (let tries = 0; tries < 5; tries += 1) {
        expect((await signIn(login, 'wrong')).body).toMatchObject({ status: 403, code: 'credentials-wrong' });
      }
      const locked = await signIn(login);
      expect(locked.body).toMatchObject({ status: 429, code: 'sign-in-locked' });
      expect(Number(locked.headers.get('retry-after'))).toBe(900);
    }
    service.moveClock(600);
    const still = await signIn('locked.out');
    expect([still.status, Number(still.headers.get('retry-after'))]).toEqual([429, 300]);
    service.moveClock(300);
    expect((await signIn('locked.out')).status).toBe(200);
    expect((await signIn('nobody.here', 'wrong')).body['code']).toBe('credentials-wrong');
  });

  it('lets no more than five of many guesses at once through to the password', async () => {
    await service.signedIn('many.guesses', CLERK);
    const base = await service.another();
    const guesses = Array.from({ length: 20 }, (_, at) =>
      signIn('many.guesses', `wrong ${at}`, new Browser(at % 2 === 0 ? service.base : base)),
    );
    const codes = (await Promise.all(guesses)).map(({ body }) => body['code']);
    expect(codes.filter((code) => code === 'credentials-wrong')).toHaveLength(5);
    expect(codes.filter((code) => code === 'sign-in-locked')).toHaveLength(15);
  });

  it('is over for good once its user signs out, whatever another request still has to write', async () => {
    const { browser } = await service.signedIn('signed.out', CLERK);
    // The next request writes that the visit was seen.
    service.moveClock(61);
    const lock = await service.database.pool.connect();
    await lock.query('BEGIN');
    await lock.query('LOCK TABLE account_session IN SHARE MODE');
    const waiting = async () => {
      const sql = `SELECT count(*)::int AS count FROM pg_stat_activity WHERE wait_event_type = 'Lock'
        AND datname = current_database()`;
      const { rows } = await lock.query<{ readonly count: number }>(sql);
      return rows[0]?.count;
    };
    const out = browser.at(service.base).delete(SESSION);
    await expect.poll(waiting, PATIENT).toBe(1);
    const other = browser.at(service.base).get(SESSION);
    await expect.poll(waiting, PATIENT).toBe(2);
    await lock.query('COMMIT');
    lock.release();
    expect([(await out).status, (await other).status]).toEqual([204, 200]);
    expect((await browser.get(SESSION)).body['signedIn']).toBeNull();
  });

  it('begins with a new session id, so that a planted one is worth nothing', async () => {
    const { browser } = await service.signedIn('fixed.session', CLERK);
    const before = browser.cookies;
    const planted = new Browser(service.base, before);
    const again = await signIn('fixed.session', PASSWORD, browser);
    expect(again.status).toBe(200);
    expect(browser.cookies.get('permit-session')).not.toBe(planted.cookies.get('permit-session'));
    expect((await planted.get(SESSION)).body['signedIn']).toBeNull();
  });

  it('gives a cookie that scripts and other sites do not get, and a secure one with its prefix under https', async () => {
    await service.signedIn('cookie.plain', CLERK);
    const plain = await signIn('cookie.plain');
    expect(plain.headers.get('set-cookie')).toMatch(/^permit-session=[^;]+; Path=\/; HttpOnly; SameSite=Strict$/);
    const base = await service.another({ origin: 'https://office.example', rpId: 'office.example' });
    const behindProxy = { 'x-forwarded-proto': 'https' };
    const secure = await new Browser(base).post(SESSION, { login: 'cookie.plain', password: PASSWORD }, behindProxy);
    expect(secure.headers.get('set-cookie')).toMatch(
      /^__Host-permit-session=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
  });

  it('leaves neither login nor password in logs, tries or sessions', async () => {
    await signIn('visible.login', 'visible password');
    const { prisma } = service.database;
    const kept = JSON.stringify([
      service.lines,
      await prisma.signInAttempt.findMany({ omit: { id: true } }),
      await prisma.accountSession.findMany(),
      await prisma.rateWindow.findMany(),
    ]);
    expect(kept).not.toMatch(/visible|locked\.out|马/);
    expect(await prisma.signInAttempt.count({ where: { outcome: 'locked' } })).toBeGreaterThan(15);
  });
});

describe('a session', () => {
  it('is known to every process, and ends everywhere with signing out', async () => {
    const { browser } = await service.signedIn('two.processes', CLERK);
    const other = browser.at(await service.another());
    expect((await other.get(SESSION)).body['signedIn']).toMatchObject({ login: 'two.processes' });
    expect((await browser.delete(SESSION)).status).toBe(204);
    expect((await other.get(SESSION)).body['signedIn']).toBeNull();
  });

  it('ends when it is idle for 15 minutes, and after nine hours in any case', async () => {
    const { browser } = await service.signedIn('idle.one', CLERK);
    const isSignedIn = async () => (await browser.get(SESSION)).body['signedIn'] !== null;
    service.moveClock(890);
    expect(await isSignedIn()).toBe(true);
    service.moveClock(890);
    expect(await isSignedIn()).toBe(true);
    service.moveClock(901);
    expect(await isSignedIn()).toBe(false);
    await signIn('idle.one', PASSWORD, browser);
    for (let passed = 0; passed < 9 * 3600 - 800; passed += 800) {
      expect(await isSignedIn()).toBe(true);
      service.moveClock(800);
    }
    service.moveClock(800);
    expect(await isSignedIn()).toBe(false);
  });

  it('is not trusted by a clock that stands before its beginning', async () => {
    const { browser } = await service.signedIn('clock.back', CLERK);
    service.moveClock(-86_400);
    expect((await browser.get(SESSION)).body['signedIn']).toBeNull();
    service.moveClock(86_400);
  });

  it('ends in every browser but this one when the password is changed', async () => {
    const { browser } = await service.signedIn('new.password', CLERK);
    const other = new Browser(service.base);
    await signIn('new.password', PASSWORD, other);
    const change = (current: string, next: string) => browser.put(`${SESSION}/password`, { current, next });
    expect((await change('wrong', NEXT)).body['code']).toBe('credentials-wrong');
    expect((await change(PASSWORD, 'short')).body['code']).toBe('password-unfit');
    expect((await change(PASSWORD, NEXT)).status).toBe(200);
    expect((await other.get(SESSION)).body['signedIn']).toBeNull();
    expect((await browser.get(SESSION)).body['signedIn']).not.toBeNull();
    expect((await signIn('new.password')).status).toBe(403);
    expect((await signIn('new.password', NEXT)).status).toBe(200);
  });

  it('refuses what asks for somebody when nobody is signed in', async () => {
    const browser = new Browser(service.base);
    expect((await browser.put(`${SESSION}/password`, { current: 'x', next: NEXT })).body['code']).toBe('NOT_SIGNED_IN');
    expect((await browser.get(`${SESSION}/passkeys`)).body['code']).toBe('NOT_SIGNED_IN');
    expect((await browser.get('/api/v1/accounts')).body['code']).toBe('NOT_SIGNED_IN');
    const forged = new Browser(service.base, new Map([['permit-session', 's%3Aforged.signature']]));
    expect((await forged.get(SESSION)).body['signedIn']).toBeNull();
  });
});
