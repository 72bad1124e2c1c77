import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { anIdNumber, PARTICULARS } from '../builders/invented-people.ts';
import { aServedOffice, type ServedOffice } from '../office/served/served-office.ts';
import { aScreen } from './a-browser.ts';
import { aCardCounter, type CardCounter } from './a-card-counter.ts';
import { aPaperFolder } from './a-paper-folder.ts';
import { lookAt } from './look-at.ts';
import { proveAgain, signIn } from './sign-in.ts';

vi.setConfig({ testTimeout: 1_200_000, hookTimeout: 1_200_000 });

const NAME = '样例丁·示例';
const PIN = '246802';

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

describe('a case at the pages of the office', () => {
  it('goes from the counter to an active card by four officers and its holder', async () => {
    const clerk = await screenOf('a.clerk');
    const address = await entered(clerk);
    await papersAdded(clerk, address);
    await confirmed(clerk, address);
    await press(clerk, '提交申请');
    await lookAt(clerk, 'case-submitted');
    await press(clerk, '受理，开始计时');
    expect(await clerk.locator('h1').innerText()).toBe('已受理');
    await lookAt(clerk, 'case-accepted');

    const reviewer = await screenOf('a.reviewer');
    await decided(reviewer, address);

    const producer = await screenOf('a.producer');
    await made(producer, address);

    const checker = await screenOf('a.checker');
    await checker.goto(`${base}/office`);
    await checker.getByRole('link', { name: '待质检' }).click();
    await checker.getByRole('link', { name: '质检' }).click();
    await checker.locator('#place').fill('A-12');
    await press(checker, '一致，放入证件柜');

    await handedOver(clerk, address);
    const { prisma } = office.stores.database;
    const [application, card] = [await prisma.application.findFirstOrThrow(), await prisma.card.findFirstOrThrow()];
    expect([application.state, card.state]).toEqual(['CLOSED', 'ACTIVE']);
  });
});

async function screenOf(login: string): Promise<Page> {
  const page = await (await aScreen(browser)).newPage();
  await signIn(page, base, login);
  return page;
}

/** Presses the button of that name, and waits for the page that it leads to. */
async function press(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name, exact: true }).click()]);
}

async function entered(clerk: Page): Promise<string> {
  await lookAt(clerk, 'home-clerk');
  await clerk.getByRole('button', { name: '受理新申请' }).click();
  await lookAt(clerk, 'enter');
  await press(clerk, '保存草稿并继续');
  expect(await clerk.title()).toMatch(/^错误/);
  await clerk.locator('#citizenId').fill(anIdNumber('1988-02-14', 3));
  await clerk.locator('#name').fill(NAME);
  await press(clerk, '保存草稿并继续');
  expect(await clerk.locator('#name').inputValue()).toBe(NAME);
  expect(await clerk.locator('.govuk-error-summary li').allInnerTexts()).toEqual([
    '请选择性别',
    '请选择民族',
    '请输入户籍地址',
    '请输入居住地址',
  ]);
  await clerk.getByLabel('男').check();
  await clerk.locator('#ethnicGroup').selectOption(PARTICULARS.ethnicGroup);
  await clerk.locator('#hukouAddress').fill(PARTICULARS.hukouAddress);
  await clerk.locator('#residenceAddress').fill(PARTICULARS.residenceAddress);
  await press(clerk, '保存草稿并继续');
  expect(clerk.url()).toMatch(/\/facts$/);
  await clerk.locator('input[name=hukou][value=ELSEWHERE]').check();
  await clerk.locator('input[name=dwelling][value=yes]').check();
  await clerk.locator('input[name=exemption][value=TALENT]').check();
  await lookAt(clerk, 'facts-empty');
  await clerk.locator('input[name=hukou][value=ELSEWHERE]').check();
  await clerk.locator('input[name=dwelling][value=yes]').check();
  await clerk.locator('input[name=exemption][value=TALENT]').check();
  await press(clerk, '保存');
  return clerk.url().replace(/\/papers$/, '');
}

async function papersAdded(clerk: Page, address: string): Promise<void> {
  await clerk.goto(`${address}/papers`);
  await press(clerk, '添加材料');
  expect(await clerk.locator('.govuk-error-summary li').allInnerTexts()).toEqual(['请选择文件']);
  for (const file of readdirSync(files)) {
    await clerk.locator('#type').selectOption(file.replace(/\..*$/, ''));
    await clerk.locator('#file').setInputFiles(join(files, file));
    await press(clerk, '添加材料');
  }
  await lookAt(clerk, 'papers');
}

/** The office confirms against the papers what the applicant said. */
async function confirmed(clerk: Page, address: string): Promise<void> {
  await clerk.goto(`${address}/facts`);
  await clerk.locator('#hukou-source').selectOption('OFFICE');
  await clerk.locator('#dwelling-source').selectOption({ label: '机关凭房屋租赁合同确认' });
  await clerk.locator('#exemption-source').selectOption({ label: '机关凭人才认定证明确认' });
  await press(clerk, '保存');
  expect(clerk.url()).toBe(address);
  await lookAt(clerk, 'case-draft');
}

async function decided(reviewer: Page, address: string): Promise<void> {
  await reviewer.goto(`${base}/office/cases`);
  await lookAt(reviewer, 'queue-review');
  await reviewer.getByRole('link', { name: NAME }).click();
  await press(reviewer, '由我办理');
  await lookAt(reviewer, 'case-review');
  await reviewer.getByRole('link', { name: '申领条件' }).click();
  expect(await reviewer.locator('h1').innerText()).toBe('符合申领条件');
  await lookAt(reviewer, 'eligibility');
  await reviewer.goto(`${address}/decision`);
  await lookAt(reviewer, 'decision');
  await reviewer.getByLabel('批准', { exact: true }).check();
  await press(reviewer, '核对决定');
  await press(reviewer, '批准此案');
  expect(await reviewer.locator('h1').innerText()).toBe('确认是您本人在操作');
  await proveAgain(reviewer);
  expect(await reviewer.locator('h1').innerText()).toBe('已批准');
  await lookAt(reviewer, 'case-decided');
}

async function made(producer: Page, address: string): Promise<void> {
  counter.reader.lay(await counter.aChip());
  await producer.goto(address);
  await lookAt(producer, 'case-to-make');
  await producer.getByRole('link', { name: '制证与质检' }).click();
  await press(producer, '写入并回读');
  await proveAgain(producer);
  await producer.getByRole('button', { name: '质检此卡' }).click({ timeout: 60_000 });
  await producer.locator('#place').fill('A-12');
  await press(producer, '一致，放入证件柜');
  expect(await producer.locator('.govuk-error-summary').innerText()).toContain('须由另一名工作人员办理');
}

async function handedOver(clerk: Page, address: string): Promise<void> {
  await clerk.goto(address);
  await lookAt(clerk, 'case-to-collect');
  await clerk.getByRole('link', { name: '交付' }).click();
  await press(clerk, '交付卡片');
  await press(clerk, '把屏幕交给持证人');
  await proveAgain(clerk);
  await clerk.locator('#pin').fill(PIN);
  await clerk.locator('#pinAgain').fill(PIN);
  await press(clerk, '设置密码');
  expect(await clerk.locator('h1').innerText()).toBe('密码已设置');
  await clerk.getByRole('button', { name: '交还屏幕' }).click();
  expect(await clerk.locator('h1').last().innerText()).toBe('居住证已激活');
  await clerk.goto(address);
  await lookAt(clerk, 'case-closed');
}
