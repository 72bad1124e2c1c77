import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { aDrawnFace, anIdNumber, aScan, PARTICULARS } from '../builders/invented-people.ts';
import { aServedOffice, PASSWORD, type ServedOffice } from '../office/served/served-office.ts';
import { aScreen } from './a-browser.ts';
import { choose, enter, pick, tabTo, typeInto } from './keyboard.ts';

const NAME = '样例戊·示例';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

let office: ServedOffice;
let base: string;
let browser: Browser;
let files: string;

beforeAll(async () => {
  office = await aServedOffice();
  const service = await office.serve();
  base = service.url;
  await office.staff(service, { clerk: 'clerk' });
  browser = await launchChromium();
  files = mkdtempSync(join(tmpdir(), 'permit-papers-'));
  writeFileSync(join(files, 'PORTRAIT.jpg'), await aDrawnFace());
  for (const [order, type] of ['ID_CARD', 'LEASE', 'TALENT_CERTIFICATE'].entries()) {
    writeFileSync(join(files, `${type}.png`), await aScan(order + 1));
  }
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

describe('somebody who uses no mouse', () => {
  it('signs in, enters an application with its papers and submits it', async () => {
    const page = await (await aScreen(browser)).newPage();
    await signedIn(page);
    await enter(page, page.getByRole('button', { name: '受理新申请' }));
    await entered(page);
    const address = page.url().replace(/\/papers$/, '');
    await papersAdded(page);
    await enter(page, page.locator('.govuk-back-link'));
    expect(page.url()).toBe(address);
    await confirmed(page);
    await enter(page, page.getByRole('button', { name: '提交申请', exact: true }));
    expect(await page.locator('main').innerText()).toContain('已提交');
    const { prisma } = office.stores.database;
    expect((await prisma.application.findFirstOrThrow()).state).toBe('SUBMITTED');
  });
});

/** The form has the focus; back from it stands the link that skips what stands above. */
async function signedIn(page: Page): Promise<void> {
  await page.goto(`${base}/sign-in`);
  await tabTo(page, page.locator('.govuk-skip-link'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('main');
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.id')).toBe('login');
  await page.keyboard.type('a.clerk');
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
