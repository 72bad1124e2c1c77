import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { anIdNumber, PARTICULARS } from '../builders/invented-people.ts';
import { aServedOffice, PASSWORD, type ServedOffice } from '../office/served/served-office.ts';
import { aScreen } from './a-browser.ts';
import { aCardCounter, type CardCounter } from './a-card-counter.ts';
import { aPaperFolder } from './a-paper-folder.ts';
import { choose, enter, pick, tabTo, typeInto } from './keyboard.ts';

const NAME = '样例戊·示例';
const PIN = '246802';
/** A chip takes some ten seconds, and several under load. */
const WRITTEN = { timeout: 120_000 };

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

let office: ServedOffice;
let base: string;
let browser: Browser;
let files: string;
let counter: CardCounter;

beforeAll(async () => {
  office = await aServedOffice();
  const service = await office.serve();
  base = service.url;
  await office.staff(service, { clerk: 'clerk', reviewer: 'reviewer', producer: 'producer', checker: 'producer' });
  counter = await aCardCounter(office, service);
  browser = await launchChromium();
  files = await aPaperFolder();
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

describe('officers and a holder who use no mouse', () => {
  it('bring an application with its papers to an active card', async () => {
    const page = await screenOf('a.clerk');
    await enter(page, page.getByRole('button', { name: '受理新申请' }));
    await entered(page);
    const address = page.url().replace(/\/papers$/, '');
    await papersAdded(page);
    await enter(page, page.locator('.govuk-back-link'));
    expect(page.url()).toBe(address);
    await confirmed(page);
    await enter(page, page.getByRole('button', { name: '提交申请', exact: true }));
    await enter(page, page.getByRole('button', { name: '受理，开始计时' }));
    expect(await page.locator('h1').innerText()).toBe('已受理');

    await decided(await screenOf('a.reviewer'));
    await made(await screenOf('a.producer'));
    await checked(await screenOf('a.checker'));
    await page.goto(`${base}/office`);
    await handedOver(page);
    const { prisma } = office.stores.database;
    const [application, card] = [await prisma.application.findFirstOrThrow(), await prisma.card.findFirstOrThrow()];
    expect([application.state, card.state]).toEqual(['CLOSED', 'ACTIVE']);
  });
});

async function screenOf(login: string): Promise<Page> {
  const page = await (await aScreen(browser)).newPage();
  // From the start: where the browser is told of it at the key alone, the key may be first.
  page.on('filechooser', () => undefined);
  await signedIn(page, login);
  return page;
}

/** The form has the focus; back from it stands the link that skips what stands above. */
async function signedIn(page: Page, login: string): Promise<void> {
  await page.goto(`${base}/sign-in`);
  await tabTo(page, page.locator('.govuk-skip-link'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('main');
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.id')).toBe('login');
  await page.keyboard.type(login);
  await typeInto(page, page.locator('#password'), PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${base}/office`);
}

async function entered(page: Page): Promise<void> {
  await typeInto(page, page.locator('#citizenId'), anIdNumber('1988-02-14', 5));
  await typeInto(page, page.locator('#name'), NAME);
  await pick(page, page.locator('input[name=sex]').first(), page.getByLabel('男'));
  await choose(page, page.locator('#ethnicGroup'), PARTICULARS.ethnicGroup);
  await typeInto(page, page.locator('#hukouAddress'), PARTICULARS.hukouAddress);
  await typeInto(page, page.locator('#residenceAddress'), PARTICULARS.residenceAddress);
  await enter(page, page.getByRole('button', { name: '保存草稿并继续' }));
  expect(page.url()).toMatch(/\/facts$/);
  for (const [name, value] of [
    ['hukou', 'ELSEWHERE'],
    ['dwelling', 'yes'],
    ['exemption', 'TALENT'],
  ]) {
    const group = page.locator(`input[name=${name}]`);
    await pick(page, group.first(), page.locator(`input[name=${name}][value=${value}]`));
  }
  await enter(page, page.getByRole('button', { name: '保存', exact: true }));
  expect(page.url()).toMatch(/\/papers$/);
}

/** The browser's own window for files opens at the key, as it does at a click. */
async function papersAdded(page: Page): Promise<void> {
  for (const file of readdirSync(files)) {
    await choose(page, page.locator('#type'), file.replace(/\..*$/, ''));
    await tabTo(page, page.locator('#file'));
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Space')]);
    await chooser.setFiles(join(files, file));
    await enter(page, page.getByRole('button', { name: '添加材料' }));
    expect(await page.locator('.govuk-error-summary').count()).toBe(0);
  }
}

/** The office confirms against the papers what the applicant said. */
async function confirmed(page: Page): Promise<void> {
  await enter(page, page.locator('a[href$="/facts"]').first());
  const byPaper = async (id: string, label: string) => {
    const value = await page.locator(`${id} option`, { hasText: new RegExp(`^${label}$`) }).getAttribute('value');
    await choose(page, page.locator(id), value ?? '');
  };
  await byPaper('#hukou-source', '机关确认');
  await byPaper('#dwelling-source', '机关凭房屋租赁合同确认');
  await byPaper('#exemption-source', '机关凭人才认定证明确认');
  await enter(page, page.getByRole('button', { name: '保存', exact: true }));
}

async function decided(page: Page): Promise<void> {
  await enter(page, page.locator('a[href="/office/cases?queue=review"]'));
  await enter(page, page.getByRole('link', { name: NAME }));
  await enter(page, page.getByRole('button', { name: '由我办理' }));
  await enter(page, page.locator('a[href$="/decision"]'));
  await pick(page, page.locator('input[name=outcome]').first(), page.getByLabel('批准', { exact: true }));
  await enter(page, page.getByRole('button', { name: '核对决定' }));
  await enter(page, page.getByRole('button', { name: '批准此案' }));
  await proved(page);
  expect(await page.locator('h1').innerText()).toBe('已批准');
}

async function made(page: Page): Promise<void> {
  counter.reader.lay(await counter.aChip());
  await enter(page, page.locator('a[href="/office/cards#to-make"]'));
  await enter(page, page.locator('a[href^="/office/cards/of/"]'));
  await enter(page, page.getByRole('button', { name: '写入并回读' }));
  await proved(page);
  await page.getByRole('button', { name: '质检此卡' }).waitFor(WRITTEN);
}

async function checked(page: Page): Promise<void> {
  await enter(page, page.locator('a[href="/office/cards#check"]'));
  await enter(page, page.getByRole('link', { name: '质检' }));
  await typeInto(page, page.locator('#place'), 'A-12');
  await enter(page, page.getByRole('button', { name: '一致，放入证件柜' }));
}

/** From the clerk's queue to the holder, who sets the PIN at the same keyboard. */
async function handedOver(page: Page): Promise<void> {
  await enter(page, page.locator('a[href="/office/cases?queue=collect"]'));
  await enter(page, page.getByRole('link', { name: NAME }));
  await enter(page, page.getByRole('link', { name: '交付' }));
  await enter(page, page.getByRole('button', { name: '交付卡片' }));
  await enter(page, page.getByRole('button', { name: '把屏幕交给持证人' }));
  await proved(page);
  await typeInto(page, page.locator('#pin'), PIN);
  await typeInto(page, page.locator('#pinAgain'), PIN);
  await enter(page, page.getByRole('button', { name: '设置密码' }));
  await enter(page, page.getByRole('button', { name: '交还屏幕' }));
  expect(await page.locator('h1').last().innerText()).toBe('居住证已激活');
}

/** Shows the password again, where the page asks for it. */
async function proved(page: Page): Promise<void> {
  await typeInto(page, page.locator('#password'), PASSWORD);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}
