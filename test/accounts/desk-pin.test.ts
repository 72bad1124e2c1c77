import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from './a-browser.ts';
import { type AccountsService, anAccountsService, PASSWORD, probePath } from './an-accounts-service.ts';

const REVIEWER = [{ role: 'reviewer', officeId: 'office-a' }] as const;
const SESSION = '/api/v1/session';
const PIN = '271828';

let service: AccountsService;
beforeAll(async () => {
  service = await anAccountsService();
});
afterAll(() => service.close());

async function withPin(login: string) {
  const { browser, accountId } = await service.signedIn(login, REVIEWER);
  const set = await browser.put(`${SESSION}/desk-pin`, { password: PASSWORD, pin: PIN });
  expect(set.status).toBe(204);
  return { browser, accountId };
}

const lock = (browser: Browser) => browser.post(`${SESSION}/lock`);
const unlock = (browser: Browser, pin: string) => browser.post(`${SESSION}/unlocking/pin`, { pin });
const whoIs = async (browser: Browser) => (await browser.get(SESSION)).body['signedIn'];

describe('the PIN of a desk', () => {
  it('unlocks the same session in the same browser, and proves no presence', async () => {
    const { browser } = await withPin('desk.back');
    const stranger = await service.signedIn('desk.stranger', REVIEWER);
    expect((await unlock(browser, PIN)).body['code']).toBe('not-locked');
    await lock(browser);
    expect(await whoIs(browser)).toBeNull();
    await lock(stranger.browser);
    expect((await unlock(stranger.browser, PIN)).body['code']).toBe('desk-pin-missing');
    expect((await unlock(browser, PIN)).status).toBe(200);
    expect(await whoIs(browser)).toMatchObject({ login: 'desk.back', proofs: [] });
    expect((await browser.get(probePath('application.decide'))).body['code']).toBe('STEP_UP_NEEDED');
    const proof = { method: 'password', password: PIN };
    expect((await browser.post(`${SESSION}/step-up`, { class: 'decide', proof })).status).toBe(403);
    expect((await browser.post(SESSION, { login: 'desk.back', password: PIN })).body['code']).toBe('credentials-wrong');
  });

  it('is not compared after five wrong ones in a session, even when it is right; the password brings it back', async () => {
    const { browser } = await withPin('desk.spent');
    await lock(browser);
    for (let wrong = 0; wrong < 5; wrong += 1) {
      expect((await unlock(browser, '314159')).body['code']).toBe('desk-pin-wrong');
    }
    expect((await unlock(browser, PIN)).body['code']).toBe('desk-pin-spent');
    expect((await unlock(browser, PIN)).body['code']).toBe('desk-pin-spent');
    expect(await whoIs(browser)).toBeNull();
    expect((await browser.post(`${SESSION}/unlocking`, { password: PASSWORD })).status).toBe(200);
    await lock(browser);
    expect((await unlock(browser, PIN)).status).toBe(200);
  });

  it('ends with the session that was locked', async () => {
    const { browser } = await withPin('desk.late');
    await lock(browser);
    service.moveClock(901);
    expect((await unlock(browser, PIN)).body['code']).toBe('not-locked');
  });

  it('is set and taken away against the password, not when it is easy to guess, and is in the audit log', async () => {
    const { browser, accountId } = await withPin('desk.settings');
    expect((await browser.get(`${SESSION}/desk-pin`)).body).toEqual({ isSet: true });
    const at = `${SESSION}/desk-pin`;
    expect((await browser.put(at, { password: PASSWORD, pin: '123456' })).body['code']).toBe('desk-pin-unfit');
    expect((await browser.put(at, { password: 'not the password', pin: PIN })).body['code']).toBe('credentials-wrong');
    expect((await browser.post(`${at}/removal`, { password: PIN })).body['code']).toBe('credentials-wrong');
    expect((await browser.post(`${at}/removal`, { password: PASSWORD })).status).toBe(204);
    expect((await browser.post(`${at}/removal`, { password: PASSWORD })).body['code']).toBe('desk-pin-missing');
    expect((await browser.get(at)).body).toEqual({ isSet: false });
    const events = await service.database.prisma.auditEvent.findMany({
      where: { object: accountId },
      orderBy: { id: 'asc' },
    });
    const acts = events.map(({ action, actorId }) => [action, actorId]);
    expect(acts.slice(-2)).toEqual([
      ['account.set-desk-pin', accountId],
      ['account.remove-desk-pin', accountId],
    ]);
  });

  it('goes with the password that it was set against', async () => {
    const { browser } = await withPin('desk.password');
    await browser.put(`${SESSION}/password`, { current: PASSWORD, next: 'nine quiet lanterns' });
    expect((await browser.get(`${SESSION}/desk-pin`)).body).toEqual({ isSet: false });
  });
});
