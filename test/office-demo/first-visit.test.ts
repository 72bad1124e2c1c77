import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { aScreen, expectAccessible, expectToFit, keepPicture, type Look } from '../web/a-browser.ts';
import { expectChinese } from '../web/expect-chinese.ts';
import { DEMO_PEOPLE } from './demo-people.ts';
import { DemoProcess, type Opened } from './demo-process.ts';
import { DEMO_LOGINS } from './demo-staff.ts';

const ROOT = mkdtempSync(join(tmpdir(), 'permit-first-visit-'));
// PostgreSQL runs as another user than root.
chmodSync(ROOT, 0o755);
/** Two cores that other tests share; alone it takes half of that. */
const OPEN_MS = 240_000;
const WALK_MS = 240_000;
const PIN = '246802';
const { name: NAME } = DEMO_PEOPLE.submitted;
const PASSWORD = DEMO_LOGINS[0]?.password ?? '';

let running: DemoProcess;
let opened: Opened;
let browser: Browser;

beforeAll(async () => {
  running = new DemoProcess('--folder', join(ROOT, 'office'), '--port', '0', '--reader', 'in-process');
  [opened, browser] = await Promise.all([running.opened(), launchChromium()]);
}, OPEN_MS);
afterAll(async () => {
  await browser?.close();
  await running.end('SIGTERM');
  rmSync(ROOT, { recursive: true, force: true });
});

describe('the first visit to the office', () => {
  test(
    'issues a card in five steps between three officers, and taps it',
    async () => {
      const page = await visitor();
      await page.goto(opened.url);
      expect(await page.locator('h1').innerText()).toBe('居住证办理演示');
      await page.getByRole('link', { name: '五步办出一张居住证' }).last().click();
      expect(await page.locator('.govuk-caption-l').innerText()).toContain(NAME);

      await goOnAs(page, '窗口办事员');
      await press(page, '受理，开始计时');
      await goOnAs(page, '审核员');
      await press(page, '由我办理');
      await page.goto(`${page.url()}/decision`);
      await page.getByLabel('批准', { exact: true }).check();
      await press(page, '核对决定');
      await press(page, '批准此案');
      await prove(page);

      await goOnAs(page, '制证员');
      await press(page, '写入并回读');
      await prove(page);
      await page.getByRole('button', { name: '质检此卡' }).waitFor({ timeout: 60_000 });
      await goOnAs(page, '窗口办事员');
      await page.locator('#place').fill('A-1');
      await press(page, '一致，放入证件柜');
      await goOnAs(page, '窗口办事员');
      await press(page, '交付卡片');
      await press(page, '把屏幕交给持证人');
      await prove(page);
      await page.locator('#pin').fill(PIN);
      await page.locator('#pinAgain').fill(PIN);
      await press(page, '设置密码');
      expect(await page.locator('h1').innerText()).toBe('密码已设置');

      await tap(page, { holder: NAME, point: '用人单位（有证书）' });
      expect(await verdictOn(page)).toBe('证件真实有效');
      expect(await rowsOn(page)).toEqual(['姓名', '居住证号码', '签发机关', '签发日期']);
      await expect.poll(() => page.evaluate('document.querySelector("img").naturalWidth')).toBeGreaterThan(50);
      await expectAccessible(page);
    },
    WALK_MS,
  );

  test('goes on with the next case, and takes whoever chooses one to their own work', async () => {
    const page = await visitor();
    await page.goto(`${opened.url}/demonstration/steps`);
    expect(await page.locator('.govuk-caption-l').innerText()).toContain(DEMO_PEOPLE.accepted.name);
    expect(await page.locator('[aria-current=step]').innerText()).toContain('作出决定');
    await page.goto(opened.url);
    await page.locator('tr', { hasText: 'supervisor' }).getByRole('button').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`${opened.url}/office`);
    expect(await page.locator('.office-desk__who').innerText()).toContain('主管');
  });

  test('lets nobody be whom the demonstration does not name', async () => {
    const page = await visitor();
    await page.goto(opened.url);
    await page.evaluate('document.querySelector("input[name=login]").value = "root"');
    await page.locator('main button').first().click();
    expect(await page.locator('h1').innerText()).toBe('找不到该页面');
    const foreign = await page.request.post(`${opened.url}/demonstration/visit`, {
      form: { login: 'clerk' },
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect(foreign.status()).toBe(403);
  });
});

const LOOKS = (['zh', 'en'] as const).flatMap((language) =>
  ([400, 1280] as const).map((width) => ({ language, width })),
);

describe.each(LOOKS)('what a visitor sees, in $language at $width', ({ language, width }) => {
  const say = (zh: string, en: string): string => (language === 'zh' ? zh : en);
  const { clinic, housing, gate } = {
    clinic: say('社区医院', 'Clinic'),
    housing: say('住房保障窗口', 'Housing office'),
    gate: say('图书馆闸机', 'Library gate'),
  };
  const tapped = async (page: Page, at: { readonly holder: string; readonly point: string }, picture: string) => {
    await tap(page, at);
    await lookAtIt(page, `tapped-${picture}`);
    if (language === 'zh') await expectChinese(page);
    return { verdict: await verdictOn(page), rows: await rowsOn(page) };
  };

  test('begins with whom one may be, and with the steps of a case', async () => {
    const page = await visitor({ language, width });
    await page.goto(opened.url);
    await lookAtIt(page, 'start');
    const logins = page.locator('tbody tr');
    expect(await logins.count()).toBe(DEMO_LOGINS.length);
    await page.goto(`${opened.url}/demonstration/steps`);
    await lookAtIt(page, 'steps');
    expect(await page.locator('.office-guide__step').count()).toBe(5);
  });

  test('is asked for a card and a place before a tap', async () => {
    const page = await visitor({ language, width });
    await page.goto(`${opened.url}/demonstration/tap`);
    await lookAtIt(page, 'tap');
    await page.getByRole('button', { name: say('刷卡', 'Tap the card') }).click();
    expect(await page.locator('.govuk-error-summary li').allInnerTexts()).toContain(
      say('请选择一个服务点', 'Choose a service point'),
    );
    await lookAtIt(page, 'tap-errors');
  });

  test('is told at a service point what the card is good for there, and shown fields only where it passes', async () => {
    const page = await visitor({ language, width });
    const entitled = DEMO_PEOPLE.entitled.name;
    const atClinic = await tapped(page, { holder: entitled, point: clinic }, 'pass');
    expect(atClinic.verdict).toContain(say('可享受：公共卫生服务，至20', 'Can use: public health services. Until '));
    expect(atClinic.rows).toEqual([say('姓名', 'Name'), say('出生日期', 'Date of birth')]);
    const atGate = await tapped(page, { holder: entitled, point: gate }, 'gate');
    expect(atGate.rows).toEqual([]);
    const { rows, verdict } = await tapped(page, { holder: DEMO_PEOPLE.due.name, point: clinic }, 'not-covered');
    expect(verdict).toBe(say('证件真实，不含此项待遇', 'Card is genuine. It does not cover this service.'));
    expect(rows).toEqual([]);
  });

  test('is told that a card pauses, or is no proof, and nothing of whoever holds it', async () => {
    const page = await visitor({ language, width });
    const late = await tapped(page, { holder: DEMO_PEOPLE.late.name, point: housing }, 'renew');
    expect(late).toEqual({ verdict: say('签注逾期，功能中止', 'Card paused: endorsement overdue'), rows: [] });
    const lost = await tapped(page, { holder: DEMO_PEOPLE.lost.name, point: clinic }, 'card-problem');
    expect(lost).toEqual({ verdict: say('此证不能作为凭据', 'Do not rely on this card.'), rows: [] });
    expect(await page.locator('main').innerText()).not.toContain(DEMO_PEOPLE.lost.name);
  });
});

async function visitor(look: Look = {}): Promise<Page> {
  return (await aScreen(browser, look)).newPage();
}

/** By the link on every page to the five steps, and there by the one button to whoever is next. */
async function goOnAs(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: '五步办出一张居住证' }).first().click();
  await press(page, `以${title}身份办理这一步`);
}

async function press(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name, exact: true }).click()]);
}

async function prove(page: Page): Promise<void> {
  await page.locator('#password').fill(PASSWORD);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}

async function tap(page: Page, { holder, point }: { readonly holder: string; readonly point: string }): Promise<void> {
  await page.goto(`${opened.url}/demonstration/tap`);
  await page.getByLabel(holder, { exact: true }).check();
  await page.getByLabel(point, { exact: true }).check();
  await Promise.all([page.waitForNavigation(), page.locator('main button').click()]);
}

async function lookAtIt(page: Page, name: string): Promise<void> {
  await expectAccessible(page);
  await expectToFit(page);
  await keepPicture(page, `demonstration-${name}`);
}

async function verdictOn(page: Page): Promise<string> {
  return (await page.locator('.office-tap__verdict').innerText()).replaceAll(/\s+/g, ' ').trim();
}

function rowsOn(page: Page): Promise<readonly string[]> {
  return page.locator('.govuk-summary-list__key').allInnerTexts();
}
