import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, addYears } from '@residence-permit/shared/plain-date';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { anIdNumber, aScan } from '../builders/invented-people.ts';
import type { OfficeClient } from '../office/office-client.ts';
import {
  aServedOffice,
  good,
  PASSWORD,
  prove,
  type ServedOffice,
  type ServedProcess,
} from '../office/served/served-office.ts';
import { aScreen, type Look } from './a-browser.ts';
import { aCardCounter, type CardCounter } from './a-card-counter.ts';
import { type ActiveCard, anActiveCard, endorsedThroughDay, officeDay } from './an-active-card.ts';
import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { press } from './press.ts';
import { proveAgain, signIn } from './sign-in.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

const LATE_DAYS = 40;
/** In the middle of what an endorsement sends to the card. */
const IN_THE_WRITING = 14;

/** As the API lists them. */
type Pairs = readonly { readonly id: string; readonly decided?: unknown }[];

let office: ServedOffice;
let service: ServedProcess;
let base: string;
let browser: Browser;
let counter: CardCounter;
let staff: Record<'clerk' | 'reviewer' | 'producer' | 'checker', OfficeClient>;
let files: string;

beforeAll(async () => {
  office = await aServedOffice();
  service = await office.serve();
  base = service.url;
  const roles = { clerk: 'clerk', reviewer: 'reviewer', producer: 'producer', checker: 'producer' } as const;
  staff = await office.staff(service, roles);
  counter = await aCardCounter(office, service);
  browser = await launchChromium();
  files = mkdtempSync(join(tmpdir(), 'permit-papers-'));
  for (const [order, type] of ['ID_CARD', 'LEASE'].entries()) {
    writeFileSync(join(files, `${type}.png`), await aScan(order + 1));
  }
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

describe('the endorsement of a card at the counter', () => {
  it('is not begun too early; late, it is told beforehand, decided by another, and written to the card', async () => {
    const holder = await anActiveCard({ office, counter }, staff);
    const clerk = await screenOf('a.clerk');
    await found(clerk, holder);
    expect(await clerk.locator('main').innerText()).toContain('尚未到签注时间');
    expect(await clerk.locator('main form').count()).toBe(0);
    await lookAt(clerk, 'endorse-early');

    await endorsedThroughDay(office, holder, -LATE_DAYS);
    const address = await enteredLate(clerk, holder);
    await brought(clerk, address);
    await approved(await screenOf('a.reviewer'), address);
    await written(clerk, address, holder);

    const permit = await permitOf(holder);
    const last = permit.endorsements.at(-1);
    expect(iso(permit.endorsedThrough)).toBe(addDays(addYears(officeDay(office), 1), -1));
    expect([last?.isLate, iso(last?.lapsedFrom), iso(last?.lapsedThrough)]).toEqual([
      true,
      officeDay(office, 1 - LATE_DAYS),
      officeDay(office),
    ]);
  });

  it('in time is refused with reasons, ends the permit, and is appealed against by its holder', async () => {
    const holder = await anActiveCard({ office, counter }, staff);
    await endorsedThroughDay(office, holder, 10);
    const clerk = await screenOf('a.clerk');
    await found(clerk, holder);
    await lookAt(clerk, 'endorse-in-time');
    await enteredByProxy(clerk);
    await found(clerk, holder);
    await press(clerk, '受理签注');
    const address = clerk.url().replace(/\/facts$/, '');
    await brought(clerk, address);
    await refused(await screenOf('a.reviewer', { language: 'en' }), address);
    expect((await permitOf(holder)).state).toBe('TERMINATED');
    await clerk.goto(`${address}/endorse`);
    expect(clerk.url()).toBe(address);
    await found(clerk, holder);
    expect(await clerk.locator('main').innerText()).toContain('没有有效的居住证');
    await lookAt(clerk, 'endorse-no-permit');
    await appealed(holder, address.split('/').at(-1) ?? '');
  });
});

async function screenOf(login: string, look: Look = {}): Promise<Page> {
  const page = await (await aScreen(browser, look)).newPage();
  await signIn(page, base, login);
  return page;
}

async function found(clerk: Page, { citizenId, name }: ActiveCard): Promise<void> {
  await clerk.goto(`${base}/office`);
  await clerk.getByRole('link', { name: '查找来办事的人：签注、居住登记、待遇' }).click();
  await clerk.locator('#text').waitFor();
  await press(clerk, '查找');
  await clerk.locator('#text-error').waitFor();
  await clerk.locator('#text').fill(citizenId);
  await press(clerk, '查找');
  await lookAtAnswer(clerk, 'people-found');
  await clerk.getByRole('link', { name: `签注 ${name}` }).click();
  await clerk.getByRole('heading', { name }).waitFor();
}

async function enteredLate(clerk: Page, holder: ActiveCard): Promise<string> {
  await found(clerk, holder);
  await lookAt(clerk, 'endorse-late-preview');
  await press(clerk, '继续：查看逾期签注的后果');
  expect(clerk.url()).toMatch(/\/late$/);
  await lookAt(clerk, 'endorse-late');
  await press(clerk, '受理逾期签注');
  expect(await clerk.locator('.govuk-error-summary').innerText()).toContain('请先向持证人说明后果并得到同意');
  await lookAtAnswer(clerk, 'endorse-late-errors');
  expect(await office.stores.database.prisma.application.count({ where: { kind: 'ENDORSE' } })).toBe(0);
  await clerk.locator('#told').check();
  await press(clerk, '受理逾期签注');
  expect(clerk.url()).toMatch(/\/facts$/);
  return clerk.url().replace(/\/facts$/, '');
}

/** Somebody asks for them who has to say why; the case that follows names them, and is taken back. */
async function enteredByProxy(clerk: Page): Promise<void> {
  await clerk.getByText('由他人代办').click();
  await clerk.locator('#proxyName').fill('样例亲');
  await press(clerk, '受理签注');
  expect(await clerk.locator('.govuk-error-summary').innerText()).toContain('请选择与申请人的关系');
  await lookAtAnswer(clerk, 'endorse-proxy-errors');
  await clerk.locator('#proxyCitizenId').fill(anIdNumber('1970-01-01', 5));
  await clerk.locator('#relation').selectOption('CLOSE_RELATIVE');
  await clerk.locator('#ground').selectOption('DISABLED');
  await press(clerk, '受理签注');
  const address = clerk.url().replace(/\/facts$/, '');
  const [number = '', id = ''] = address.split('/').slice(-2);
  const look = { 'permit-purpose': 'case-handling', 'permit-case': number };
  const { application } = good(await staff.clerk.get(`/api/v1/applications/${id}`, look));
  expect(application).toMatchObject({ kind: 'ENDORSE', proxy: { name: '样例亲', ground: 'DISABLED' } });
  await clerk.goto(`${address}/confirm/withdraw`);
  await press(clerk, '撤回申请');
}

/** What the holder says is written down, borne out by papers, handed in and accepted. */
async function brought(clerk: Page, address: string): Promise<void> {
  await clerk.goto(`${address}/papers`);
  for (const file of readdirSync(files)) {
    await clerk.locator('#type').selectOption(file.replace(/\..*$/, ''));
    await clerk.locator('#file').setInputFiles(join(files, file));
    await press(clerk, '添加材料');
  }
  await clerk.goto(`${address}/facts`);
  await clerk.locator('input[name=hukou][value=ELSEWHERE]').check();
  await clerk.locator('#hukou-source').selectOption('OFFICE');
  await clerk.locator('input[name=dwelling][value=yes]').check();
  await clerk.locator('#dwelling-source').selectOption({ label: '机关凭房屋租赁合同确认' });
  await press(clerk, '保存');
  await press(clerk, '提交申请');
  await toldApart(address);
  await press(clerk, '受理，开始计时');
  expect(await clerk.locator('h1').innerText()).toBe('已受理');
}

/** The holders of this office have one name and one birth date: a reviewer says that they are different people. */
async function toldApart(address: string): Promise<void> {
  const { reviewer } = staff;
  const [number = '', id = ''] = address.split('/').slice(-2);
  const onCase = `/api/v1/applications/${id}/duplicates`;
  const ground = { 'permit-purpose': 'case-handling', 'permit-case': number };
  const pairs = good(await reviewer.get(onCase, ground))['pairs'] as Pairs;
  await prove(reviewer, 'decide');
  for (const pair of pairs.filter(({ decided }) => decided === undefined)) {
    good(await reviewer.post(`${onCase}/${pair.id}/decision`, { outcome: 'DIFFERENT', reason: 'two people' }));
  }
}

async function approved(reviewer: Page, address: string): Promise<void> {
  await reviewer.goto(address);
  await press(reviewer, '由我办理');
  await reviewer.getByRole('link', { name: '申领条件' }).click();
  expect(await reviewer.locator('h1').innerText()).toBe('符合申领条件');
  await reviewer.goto(`${address}/decision`);
  expect(await reviewer.locator('main').innerText()).toContain('这是逾期签注');
  await lookAt(reviewer, 'endorse-decision');
  await reviewer.getByLabel('批准', { exact: true }).check();
  await press(reviewer, '核对决定');
  await press(reviewer, '批准此案');
  await proveAgain(reviewer);
  expect(await reviewer.locator('h1').innerText()).toBe('已批准签注');
  await lookAt(reviewer, 'endorse-approved');
}

/** The card is pulled away while it is written, put back, and endorsed after all. */
async function written(clerk: Page, address: string, { chip }: ActiveCard): Promise<void> {
  await clerk.goto(address);
  await lookAt(clerk, 'endorse-case');
  await clerk.getByRole('link', { name: '为卡片签注' }).click();
  counter.reader.lay(chip, IN_THE_WRITING);
  await clerk.reload();
  await lookAt(clerk, 'endorse-card');
  await press(clerk, '签名并为卡片办理逾期签注');
  expect(await clerk.locator('#told-error').innerText()).toContain('请先向持证人说明后果并得到同意');
  await clerk.locator('#told').check();
  await press(clerk, '签名并为卡片办理逾期签注');
  await proveAgain(clerk);
  expect(await clerk.locator('.govuk-error-summary').innerText()).toContain('卡');
  expect(await clerk.locator('main').innerText()).toContain('没有损失');
  await lookAtAnswer(clerk, 'endorse-card-failed');
  counter.reader.lay(chip);
  await press(clerk, '用同一张卡重试');
  expect(await clerk.locator('.govuk-panel__title').innerText()).toBe('签注已写入卡片');
  await lookAt(clerk, 'endorse-done');
  await clerk.goto(address);
  expect(await clerk.getByRole('link', { name: '为卡片签注' }).count()).toBe(1);
}

async function refused(reviewer: Page, address: string): Promise<void> {
  await reviewer.goto(address);
  await press(reviewer, 'Take this case');
  await reviewer.goto(`${address}/decision`);
  await reviewer.getByLabel('Refuse', { exact: true }).check();
  await press(reviewer, 'Look it over');
  expect(await reviewer.locator('.govuk-error-summary').innerText()).toContain('Give the reason');
  await reviewer.locator('#words').fill('租约已经解除，住所未核实');
  await press(reviewer, 'Look it over');
  expect(await reviewer.locator('main').innerText()).toContain('the permit ends at once');
  await lookAtAnswer(reviewer, 'endorse-refuse-check');
  await press(reviewer, 'Refuse this case');
  await proveAgain(reviewer);
  expect(await reviewer.locator('h1').innerText()).toContain('Refused');
}

async function appealed({ personId }: ActiveCard, applicationId: string): Promise<void> {
  const login = await office.holder(service, personId);
  const page = await (await aScreen(browser, { language: 'en' })).newPage();
  await page.goto(`${base}/sign-in`);
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${base}/me`);
  await page.goto(`${base}/me/cases`);
  await page.locator(`a[href="/me/cases/${applicationId}"]`).click();
  expect(await page.locator('main').innerText()).toContain('租约已经解除，住所未核实');
  await lookAt(page, 'me-case-refused-endorsement');
  await page.getByRole('button', { name: 'Appeal' }).click();
  await page.locator('#grounds').fill('租约有效，附上新的合同');
  await Promise.all([page.waitForURL(/\/appealed$/), page.locator('main form button').click()]);
  await page.getByRole('link', { name: 'My cases' }).click();
  await page.locator(`a[href="/me/cases/${applicationId}"]`).click();
  await page.getByRole('link', { name: 'Take the appeal back' }).click();
  await lookAt(page, 'me-appeal-withdraw');
  await Promise.all([
    page.waitForURL(/\/me\/cases\/[^/]+$/),
    page.getByRole('button', { name: 'Take the appeal back' }).click(),
  ]);
  const appeals = await office.stores.database.prisma.appeal.findMany();
  expect(appeals.map(({ state }) => state)).toEqual(['WITHDRAWN']);
  expect(await page.getByRole('button', { name: 'Appeal' }).count()).toBe(1);
}

async function permitOf({ permitId }: ActiveCard) {
  const { prisma } = office.stores.database;
  const permit = await prisma.permit.findUniqueOrThrow({ where: { id: permitId } });
  const endorsements = await prisma.endorsement.findMany({ where: { permitId }, orderBy: { version: 'asc' } });
  return { ...permit, endorsements };
}

function iso(day: Date | null | undefined): string | undefined {
  return day?.toISOString().slice(0, 10);
}
