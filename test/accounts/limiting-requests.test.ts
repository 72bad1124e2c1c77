import { sweepAccounts } from '@residence-permit/issuer/adapters/accounts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from './a-browser.ts';
import { type AccountsService, anAccountsService, PASSWORD } from './an-accounts-service.ts';

const SESSION = '/api/v1/session';
let service: AccountsService;
beforeAll(async () => {
  service = await anAccountsService({ signInsPerMinute: 8, commandsPerMinute: 6, tries: 10 });
});
afterAll(() => service.close());

describe('requests are limited', () => {
  it('for signing in by address, in all processes together, until the minute ends', async () => {
    const other = await service.another();
    const logIn = (at: string) => new Browser(at).post(SESSION, { login: 'some.one', password: 'wrong' });
    for (let hits = 0; hits < 8; hits += 1) {
      const reply = await logIn(hits % 2 === 0 ? service.base : other);
      expect(reply.status).toBe(403);
      expect(reply.headers.get('ratelimit')).toContain(`r=${7 - hits}`);
      expect(reply.headers.get('ratelimit-policy')).toContain('q=8; w=60');
    }
    service.moveClock(30);
    const limited = await logIn(other);
    expect([limited.status, limited.body['code']]).toEqual([429, 'RATE_LIMITED']);
    expect(limited.headers.get('retry-after')).not.toBeNull();
    service.moveClock(30);
    expect((await logIn(service.base)).status).toBe(403);
    expect((await new Browser(service.base).get(SESSION)).status).toBe(200);
  });

  it('for the commands of an account, while reading goes on and others work', async () => {
    service.moveClock(60);
    const clerk = [{ role: 'clerk', officeId: 'office-a' }] as const;
    const { browser } = await service.signedIn('busy.clerk', clerk);
    const { browser: other } = await service.signedIn('calm.clerk', clerk);
    const ask = (from: Browser) => from.post(`${SESSION}/step-up/options`, { class: 'decide' });
    for (let hits = 0; hits < 6; hits += 1) expect((await ask(browser)).status).toBe(409);
    expect((await ask(browser)).body['code']).toBe('RATE_LIMITED');
    expect((await browser.get(SESSION)).status).toBe(200);
    expect((await ask(other)).status).toBe(409);
    service.moveClock(60);
    expect((await ask(browser)).status).toBe(409);
  });

  it('only as long as one window from now, when the clock was set back', async () => {
    service.moveClock(60);
    const logIn = () => new Browser(service.base).post(SESSION, { login: 'clock.one', password: 'wrong' });
    for (let hits = 0; hits < 9; hits += 1) await logIn();
    expect((await logIn()).status).toBe(429);
    service.moveClock(-86_400);
    expect((await logIn()).status).toBe(403);
    service.moveClock(86_400);
  });
});

describe('what is over', () => {
  it('is swept, and what still runs is kept', async () => {
    service.moveClock(120);
    const { browser } = await service.signedIn('swept.clerk', [{ role: 'clerk', officeId: 'office-a' }]);
    await browser.post(SESSION, { login: 'swept.clerk', password: PASSWORD });
    const { prisma } = service.database;
    const parts = { database: service.database, clock: () => service.now() };
    await sweepAccounts(parts);
    expect(await prisma.rateWindow.count()).toBeGreaterThan(0);
    expect(await prisma.signInAttempt.count()).toBeGreaterThan(0);
    service.moveClock(191 * 86_400);
    await sweepAccounts(parts);
    expect(await prisma.rateWindow.count()).toBe(0);
    expect(await prisma.signInAttempt.count()).toBe(0);
    expect(await prisma.account.count()).toBe(3);
  });
});
