import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { HTTP_PROBLEMS } from '@residence-permit/issuer/http';
import { PAGE_TEXTS, PROBLEM_WORDS } from '@residence-permit/issuer/web';
import { aServedOffice, PASSWORD, type ServedOffice } from '../office/served/served-office.ts';
import { aScreen, expectAccessible, expectToFit, keepPicture, WIDTHS } from './a-browser.ts';
import { lookAt } from './look-at.ts';
import { expectChinese } from './expect-chinese.ts';
import { signIn } from './sign-in.ts';

let office: ServedOffice;
let base: string;
let browser: Browser;

beforeAll(async () => {
  office = await aServedOffice();
  const service = await office.serve();
  base = service.url;
  await office.staff(service, { clerk: 'clerk', reviewer: 'reviewer' });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

describe('signing in at the page', () => {
  it.each(WIDTHS.flatMap((width) => (['zh', 'en'] as const).map((language) => ({ language, width }))))(
    'looks the same to everybody: $language at $width',
    async (look) => {
      const screen = await aScreen(browser, look);
      const page = await screen.newPage();
      await page.goto(base);
      expect(new URL(page.url()).pathname).toBe('/sign-in');
      expect(await page.locator('html').getAttribute('lang')).toBe(look.language === 'zh' ? 'zh-CN' : 'en');
      await expectAccessible(page);
      await expectToFit(page);
      await keepPicture(page, 'sign-in');
      await page.locator('main button').click();
      expect(await page.title()).toMatch(look.language === 'zh' ? /^错误/ : /^Error: /);
      expect(await page.evaluate('document.activeElement.className')).toContain('govuk-error-summary');
      await expectAccessible(page);
      await keepPicture(page, 'sign-in-errors');
      if (look.language === 'zh') await expectChinese(page);
      await screen.close();
    },
  );

  it('takes the right password, keeps the name of a wrong one, and signs out', async () => {
    const screen = await aScreen(browser, { language: 'en' });
    const page = await screen.newPage();
    await page.goto(`${base}/sign-in`);
    await page.locator('#login').fill('a.clerk');
    await page.locator('#password').fill('not the password');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.govuk-error-summary');
    expect(await page.locator('#login').inputValue()).toBe('a.clerk');
    await signIn(page, base, 'a.clerk');
    await lookAt(page, 'home');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${base}/sign-in`);
    await page.goto(`${base}/office`);
    expect(await page.locator('#login').count()).toBe(1);
    await screen.close();
  });

  it('locks a desk until its user shows the password, for the API as well', async () => {
    const screen = await aScreen(browser, { language: 'en' });
    const page = await screen.newPage();
    await signIn(page, base, 'a.clerk');
    await page.getByRole('button', { name: 'Lock this desk' }).click();
    await page.waitForURL(`${base}/unlock`);
    await lookAt(page, 'unlock');
    const session = await screen.request.get(`${base}/api/v1/session`);
    expect(await session.json()).toMatchObject({ signedIn: null });
    await page.goto(`${base}/office`);
    expect(await page.locator('h1').innerText()).toBe('This desk is locked');
    await page.locator('#password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${base}/office`);
    await screen.close();
  });

  it('works without script, and remembers language and size of type', async () => {
    const screen = await aScreen(browser, { script: 'none' });
    const page = await screen.newPage();
    await signIn(page, base, 'a.reviewer');
    await page.getByRole('link', { name: 'English' }).click();
    expect(await page.locator('h1').innerText()).toBe('My work');
    await page.getByRole('link', { name: 'larger type' }).click();
    expect(await page.locator('html').getAttribute('class')).toContain('size-larger');
    await page.goto(`${base}/office`);
    expect(await page.locator('html').getAttribute('class')).toContain('size-larger');
    expect(await page.locator('h1').innerText()).toBe('My work');
    await screen.close();
  });
});

describe('every page', () => {
  it('comes with a policy that lets nothing in from elsewhere, and breaks none of it', async () => {
    const screen = await aScreen(browser);
    const page = await screen.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    const answer = await page.goto(`${base}/sign-in`);
    expect(answer?.headers()['content-security-policy']).toContain(`default-src 'none'`);
    expect(answer?.headers()['cache-control']).toBe('no-store');
    await signIn(page, base, 'a.clerk');
    expect(said).toEqual([]);
    await screen.close();
  });

  it('can say in both languages whatever the API can answer, and nothing that it cannot', async () => {
    const document = await (await fetch(`${base}/api/v1/openapi.json`)).text();
    const answered = [...document.matchAll(/"code":\{[^{}]*?"enum":\[([^\]]*)\]/g)].flatMap(([, list = '']) =>
      (JSON.parse(`[${list}]`) as string[]).filter((code) => /^[a-z]/.test(code)),
    );
    const codes = new Set(answered);
    expect(codes.size).toBeGreaterThan(200);
    const said = Object.keys(PROBLEM_WORDS);
    expect([...codes].filter((code) => !said.includes(code))).toEqual([]);
    expect(said.filter((code) => /^[a-z]/.test(code) && !codes.has(code))).toEqual([]);
    const problems = Object.keys(PAGE_TEXTS.zh.problems);
    expect(Object.keys(HTTP_PROBLEMS).filter((code) => !problems.includes(code))).toEqual([]);
  });

  it('is at most 250 kB with all that it loads', async () => {
    const screen = await aScreen(browser);
    const page = await screen.newPage();
    let bytes = 0;
    page.on('response', (answer) => {
      void answer.body().then((body) => (bytes += body.length));
    });
    await page.goto(`${base}/sign-in`, { waitUntil: 'networkidle' });
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThanOrEqual(250_000);
    await screen.close();
  });

  it('lets nobody be somebody else by a click: that is served beside a demonstration alone', async () => {
    for (const path of ['/demonstration/steps', '/demonstration/tap', '/demonstration/visit']) {
      expect([path, (await fetch(`${base}${path}`)).status]).toEqual([path, 404]);
    }
    const sent = await fetch(`${base}/demonstration/visit`, {
      method: 'POST',
      headers: { origin: base, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ login: 'a.clerk' }),
      redirect: 'manual',
    });
    expect(sent.status).toBe(404);
    expect(sent.headers.get('set-cookie')).toBeNull();
  });

  it('that is not there says so to people, and a form of another site is not taken', async () => {
    const screen = await aScreen(browser, { language: 'en' });
    const page = await screen.newPage();
    const answer = await page.goto(`${base}/no-such-page`);
    expect(answer?.status()).toBe(404);
    expect(await page.locator('h1').innerText()).toBe('Page not found');
    await lookAt(page, 'not-found');
    const sent = await fetch(`${base}/sign-in`, {
      method: 'POST',
      headers: { origin: 'https://elsewhere.example', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ login: 'a.clerk', password: PASSWORD }),
    });
    expect(sent.status).toBe(403);
    expect(sent.headers.get('set-cookie')).toBeNull();
    await screen.close();
  });
});
