import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { aPerson } from '../builders/an-approved-case.ts';
import { anOffice } from '../builders/an-office.ts';
import { anOfficer } from '../builders/an-officer.ts';
import { anApprovedFollowUp, anIssuedPermit, cardWork } from '../builders/card-work.ts';
import { anIdNumber } from '../builders/invented-people.ts';
import { aServedOffice, type ServedOffice } from '../office/served/served-office.ts';
import { aScreen } from './a-browser.ts';
import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { press } from './press.ts';
import { proveAgain, signIn } from './sign-in.ts';

vi.setConfig({ testTimeout: 1_200_000, hookTimeout: 1_200_000 });

let office: ServedOffice;
let base: string;
let browser: Browser;
let chief: Page;
let issue: () => Promise<Awaited<ReturnType<typeof anIssuedPermit>>>;
let people = 60;

beforeAll(async () => {
  office = await aServedOffice();
  const service = await office.serve();
  base = service.url;
  await office.staff(service, { clerk: 'clerk', chief: 'supervisor', deputy: 'supervisor' });
  const stores = { ...office.stores, address: office.database };
  const keys = await anOffice();
  // The permit bears the day of the office, eight hours ahead of the one by which this reader goes.
  keys.setClock(stores.clock() + 8 * 3600);
  const work = await cardWork(stores, keys);
  issue = async () => {
    people += 1;
    const person = await aPerson(stores, anOfficer(), anIdNumber('1991-11-05', people));
    return anIssuedPermit({ stores, work, office: keys }, person, `ending ${people}`);
  };
  browser = await launchChromium();
  chief = await screenOf('a.chief');
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

async function screenOf(login: string): Promise<Page> {
  const page = await (await aScreen(browser)).newPage();
  await signIn(page, base, login);
  return page;
}

async function proved(page: Page): Promise<void> {
  if ((await page.locator('#password').count()) > 0) await proveAgain(page);
}

const caseOf = ({ number, id }: { readonly number: string; readonly id: string }) =>
  `${base}/office/cases/${number}/${id}`;
const cardState = async (cardNumber: string) =>
  (await office.stores.database.prisma.card.findUniqueOrThrow({ where: { cardNumber } })).state;
const permitState = async (id: string) =>
  (await office.stores.database.prisma.permit.findUniqueOrThrow({ where: { id } })).state;

describe('a card that is not to be trusted any more', () => {
  it('is revoked by a supervisor from a case of its holder, after a warning, and the permit stays', async () => {
    const { application, cardNumber, permitId } = await issue();
    await chief.goto(caseOf(application));
    await chief.getByRole('link', { name: '撤销卡片或终止居住证' }).click();
    await lookAt(chief, 'endings-choice');
    await chief.getByRole('link', { name: `撤销卡片 ${cardNumber}` }).click();
    await lookAt(chief, 'endings-revoke');
    await press(chief, '核对');
    expect(await chief.locator('.govuk-error-summary li').allInnerTexts()).toEqual(['请写明依据']);
    await chief.locator('#reason').fill('通知书 A-1');
    await press(chief, '核对');
    await lookAtAnswer(chief, 'endings-revoke-check');
    expect(await cardState(cardNumber)).toBe('ACTIVE');
    await press(chief, '撤销这张卡片');
    await proved(chief);
    expect(await chief.locator('.govuk-panel__title').innerText()).toBe('卡片已撤销');
    await lookAt(chief, 'endings-revoked');
    expect([await cardState(cardNumber), await permitState(permitId)]).toEqual(['REVOKED', 'IN_FORCE']);
    await press(chief, '返回案件');
    await chief.getByRole('link', { name: '撤销卡片或终止居住证' }).click();
    expect(await chief.locator('main').innerText()).toContain('没有使用中的卡片');
  });
});

describe('a permit whose holder died', () => {
  it('ends with everything that hangs on it, on a day that can be', async () => {
    const { application, cardNumber, permitId } = await issue();
    await chief.goto(caseOf(application));
    await chief.getByRole('link', { name: '撤销卡片或终止居住证' }).click();
    await chief.getByRole('link', { name: '终止居住证', exact: true }).click();
    await lookAt(chief, 'endings-permit');
    await chief.getByLabel('持证人死亡', { exact: true }).check();
    await press(chief, '核对');
    expect(await chief.locator('.govuk-error-summary li').allInnerTexts()).toEqual(['请填写死亡日期', '请写明依据']);
    await lookAtAnswer(chief, 'endings-permit-errors');
    await chief.locator('#diedOn').fill('2099-01-01');
    await chief.locator('#reason').fill('死亡证明 B-2');
    await press(chief, '核对');
    expect(await chief.locator('main').innerText()).toContain('2099年1月1日');
    await lookAtAnswer(chief, 'endings-permit-check');
    await press(chief, '终止居住证');
    await proved(chief);
    expect(await chief.locator('#diedOn-error').count()).toBe(1);
    expect(await chief.locator('#reason').inputValue()).toBe('死亡证明 B-2');
    await chief.locator('#diedOn').fill('2026-05-01');
    await press(chief, '核对');
    await press(chief, '终止居住证');
    await proved(chief);
    expect(await chief.locator('.govuk-panel__title').innerText()).toBe('居住证已终止');
    expect([await cardState(cardNumber), await permitState(permitId)]).toEqual(['REVOKED', 'TERMINATED']);
    await chief.goto(`${base}/office/endings/of/${application.number}/${application.id}`);
    expect(await chief.locator('main').innerText()).toContain('此人没有有效的居住证');
  });
});

describe('cards with a common fault', () => {
  it('are revoked by two supervisors: one names them, another signs', async () => {
    const [one, other] = [await issue(), await issue()];
    await chief.goto(`${base}/office`);
    await chief.getByRole('link', { name: '批量撤销卡片' }).click();
    await proved(chief);
    await lookAt(chief, 'endings-batches');
    await chief.locator('#cards').fill(`${one.cardNumber}\n0000000000`);
    await chief.locator('#reason').fill('交付批次 C-3');
    await press(chief, '核对');
    await press(chief, '签字并提出撤销');
    await proved(chief);
    expect(await chief.locator('#cards-error').count()).toBe(1);
    await lookAtAnswer(chief, 'endings-batches-errors');
    await chief.locator('#cards').fill(`${one.cardNumber}\n${other.cardNumber}`);
    await press(chief, '核对');
    await lookAtAnswer(chief, 'endings-batch-check');
    await press(chief, '签字并提出撤销');
    await proved(chief);
    // Who asked does not sign a second time.
    expect(await chief.getByRole('row', { name: 'C-3' }).innerText()).toContain('须由另一人签字');
    expect(await cardState(one.cardNumber)).toBe('ACTIVE');

    const deputy = await screenOf('a.deputy');
    await deputy.goto(`${base}/office/endings/batches`);
    await proved(deputy);
    await deputy.getByRole('row', { name: 'C-3' }).getByRole('link', { name: '签字' }).click();
    await lookAt(deputy, 'endings-batch');
    await press(deputy, '签字并撤销全部卡片');
    await proved(deputy);
    expect(await deputy.locator('h1').innerText()).toBe('这些卡片已撤销');
    await lookAt(deputy, 'endings-batch-done');
    expect([await cardState(one.cardNumber), await cardState(other.cardNumber)]).toEqual(['REVOKED', 'REVOKED']);
  });
});

describe('an approved cancellation', () => {
  it('is carried out at the counter with the card that comes back', async () => {
    const { application, cardNumber, permitId } = await issue();
    const about = { kind: 'CANCEL', personId: application.personId, permitId } as const;
    const cancel = await anApprovedFollowUp({ ...office.stores, address: office.database }, about);
    const clerk = await screenOf('a.clerk');
    await clerk.goto(caseOf(cancel));
    // What was decided asks for no papers, whatever the rules would have wanted.
    expect(await clerk.locator('main').innerText()).not.toContain('还需要以下材料');
    await lookAt(clerk, 'endings-case-cancel');
    await clerk.getByRole('link', { name: '收回卡片并注销' }).click();
    await lookAt(clerk, 'endings-cancellation');
    await press(clerk, '核对');
    expect(await clerk.locator('.govuk-error-summary li').allInnerTexts()).toEqual(['请选择卡片是否已交回']);
    await clerk.getByLabel('已交回', { exact: true }).check();
    await press(clerk, '核对');
    await lookAtAnswer(clerk, 'endings-cancellation-check');
    await press(clerk, '注销居住证');
    expect(await clerk.locator('.govuk-panel__title').innerText()).toBe('居住证已注销');
    await lookAt(clerk, 'endings-cancelled');
    expect([await cardState(cardNumber), await permitState(permitId)]).toEqual(['RETURNED', 'TERMINATED']);
  });
});

describe('endings', () => {
  it('are nobody else’s', async () => {
    const clerk = await screenOf('a.clerk');
    const answer = await clerk.goto(`${base}/office/endings/batches`);
    expect(answer?.status()).toBe(403);
  });
});
