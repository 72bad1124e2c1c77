import type { Role } from '@residence-permit/issuer/domain/rights';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { anIdNumber, PARTICULARS } from '../builders/invented-people.ts';
import { OFFICE_ID } from '../builders/sample-offices.ts';
import { aServedOffice, type ServedOffice } from '../office/route-matrix/served-office.ts';
import { Session } from '../office/route-matrix/session.ts';
import { PASSWORD } from '../office/route-matrix/staff.ts';
import { aScreen, type Look } from './a-browser.ts';
import { expectChinese } from './expect-chinese.ts';
import { lookAsItStands } from './look-as-it-stands.ts';
import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { press } from './press.ts';
import { signInAs } from './sign-in-as.ts';
import { proveAgain } from './sign-in.ts';

const NAME = '样例忘';
const WHY = '保护令 P-7';

/** Birth dates far apart, so that nobody is taken for one of the others. */
const BORN: Readonly<Record<number, string>> = { 1: '1986-06-06', 2: '1969-02-03' };

type Case = { readonly id: string; readonly number: string };

let office: ServedOffice;
let browser: Browser;
let chief: Page;
let deputy: Page;
let keeper: Page;
let clerk: Page;
let withdrawn: Case;

beforeAll(async () => {
  office = await aServedOffice();
  browser = await launchChromium();
  withdrawn = await aWithdrawnCase(1);
  chief = await signInAs(browser, office, { role: 'supervisor', look: { language: 'zh' } });
  deputy = await anOfficerScreen('deputy', ['supervisor']);
  keeper = await anOfficerScreen('keeper', ['supervisor', 'sealed-record-keeper']);
  clerk = await signInAs(browser, office, { role: 'clerk' });
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

/** A case of somebody of whom there is nothing else. */
async function aDraft(order: number): Promise<Case> {
  const entered = await office.staff.of('clerk', 'own').proved.done('post', '/api/v1/applications', {
    officeId: OFFICE_ID,
    door: 'COUNTER',
    kind: 'FIRST',
    person: { citizenId: anIdNumber(BORN[order] ?? '', 21), name: NAME, details: PARTICULARS },
  });
  return { id: String(entered['applicationId']), number: String(entered['number']) };
}

/** The same after it was handed in and withdrawn. */
async function aWithdrawnCase(order: number): Promise<Case> {
  const draft = await aDraft(order);
  await withdraw(draft);
  return draft;
}

async function withdraw({ id }: Case): Promise<void> {
  const session = office.staff.of('clerk', 'own').proved;
  await session.done('post', `/api/v1/applications/${id}/submission`);
  await session.done('post', `/api/v1/applications/${id}/withdrawal`);
}

/** The account of that person as a holder, not set up yet. */
async function aHolderOf({ id, number }: Case) {
  const headers = { 'permit-purpose': 'case-handling', 'permit-case': number };
  const read = await office.staff.of('clerk', 'own').proved.send('get', `/api/v1/applications/${id}`, { headers });
  const { person } = read.body as { readonly person: { readonly id: string } };
  const login = 'to.forget';
  const made = await office.staff.of('administrator', 'own').proved.done('post', '/api/v1/accounts', {
    login,
    displayName: NAME,
    personId: person.id,
    roles: [{ role: 'holder', ownerId: person.id }],
  });
  const body = { login, code: String(made['setUpCode']), password: PASSWORD };
  return { setUp: () => new Session(office.url).send('post', '/api/v1/session/set-up', { body }) };
}

/** Another officer of the office, at a screen of their own. */
async function anOfficerScreen(login: string, roles: readonly Role[], look: Look = { language: 'en' }): Promise<Page> {
  const account = {
    login: `${login}.own`,
    displayName: '样本',
    roles: roles.map((role) => ({ role, officeId: OFFICE_ID })),
  };
  const made = await office.staff.of('administrator', 'own').proved.done('post', '/api/v1/accounts', account);
  const setUp = { login: account.login, code: String(made['setUpCode']), password: PASSWORD };
  await new Session(office.url).done('post', '/api/v1/session/set-up', setUp);
  const page = await (await aScreen(browser, look)).newPage();
  await open(page, '/sign-in');
  await page.locator('#login').fill(account.login);
  await page.locator('#password').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/office');
  return page;
}

const open = (page: Page, path: string) => page.goto(`${office.url}${path}`);
const said = (page: Page) => page.locator('main').innerText();
const heading = (page: Page) => page.locator('h1').innerText();
const caseOf = ({ number, id }: Case) => `/office/cases/${number}/${id}`;
const errorsOf = (page: Page) => page.locator('.govuk-error-summary li').allInnerTexts();

/** Presses the button, and shows the password again where the page asks for it. */
async function act(page: Page, name: string): Promise<void> {
  await press(page, name);
  if ((await page.locator('#password').count()) > 0) await proveAgain(page, PASSWORD);
}

describe('a record', { timeout: 400_000 }, () => {
  it('is sealed by a supervisor from a case, with what it rests on and after a warning', async () => {
    await open(chief, caseOf(withdrawn));
    await chief.getByRole('link', { name: '密封或删除档案' }).click();
    await lookAt(chief, 'records');
    await chief.getByRole('link', { name: '密封这份档案' }).click();
    await lookAt(chief, 'records-seal');
    await press(chief, '核对');
    expect(await errorsOf(chief)).toEqual(['请写明依据']);
    await lookAtAnswer(chief, 'records-seal-errors');
    await chief.locator('#why').fill(WHY);
    await press(chief, '核对');
    expect(await said(chief)).toContain(NAME);
    await lookAtAnswer(chief, 'records-seal-check');
    await act(chief, '密封这份档案');
    expect(await chief.locator('.govuk-panel__title').innerText()).toBe('档案已密封');
    expect(await said(chief)).toContain(WHY);
    expect(await said(chief)).not.toContain(NAME);
    await lookAtAnswer(chief, 'records-seal-receipt');
  });

  it('opens to no colleague then, nor to who sealed it', async () => {
    await open(clerk, caseOf(withdrawn));
    expect(await said(clerk)).toContain('The record is sealed');
    expect(await said(clerk)).not.toContain(NAME);
    await open(chief, caseOf(withdrawn));
    expect(await heading(chief)).toBe('档案已密封');
    expect(await chief.locator('main').getByRole('button').count()).toBe(0);
    await lookAt(chief, 'records-sealed');
    await open(chief, `/office/records/of/${withdrawn.number}/${withdrawn.id}/open`);
    expect(await heading(chief)).toBe('档案已密封');
    await open(chief, `/office/records/of/${withdrawn.number}/${withdrawn.id}/erase`);
    expect(await heading(chief)).toBe('档案已密封');
  });

  it('is opened again by a supervisor who keeps sealed records, stating why', async () => {
    await open(keeper, caseOf(withdrawn));
    await lookAt(keeper, 'records-sealed-keeper');
    await keeper.getByRole('button', { name: 'Open the seal' }).click();
    await keeper.locator('#why').waitFor();
    expect(await said(keeper)).not.toContain(NAME);
    await lookAt(keeper, 'records-open');
    await press(keeper, 'Look it over');
    expect(await errorsOf(keeper)).toEqual(['Enter what it rests on']);
    await keeper.locator('#why').fill('命令甲七号已撤销');
    await press(keeper, 'Look it over');
    expect(await said(keeper)).toContain(NAME);
    await lookAtAnswer(keeper, 'records-open-check');
    await act(keeper, 'Open the seal');
    expect(await keeper.locator('.govuk-panel__title').innerText()).toBe('The seal is open');
    await lookAtAnswer(keeper, 'records-open-receipt');
    await open(clerk, caseOf(withdrawn));
    expect(await heading(clerk)).toBe(NAME);
  });

  it('is sealed and opened on pages of either language', async () => {
    const address = `/office/records/of/${withdrawn.number}/${withdrawn.id}`;
    await open(deputy, `${address}/seal`);
    await deputy.locator('#why').fill('命令甲八号');
    await press(deputy, 'Look it over');
    await lookAtAnswer(deputy, 'records-seal-check');
    await act(deputy, 'Seal this record');
    await lookAtAnswer(deputy, 'records-seal-receipt');
    await keeper.getByRole('link', { name: '中文' }).click();
    await open(keeper, `${address}/open`);
    await keeper.locator('#why').fill('保护令 P-8 已解除');
    await press(keeper, '核对');
    await lookAtAnswer(keeper, 'records-open-check');
    await act(keeper, '解除密封');
    await lookAtAnswer(keeper, 'records-open-receipt');
  });
});

describe('somebody', { timeout: 400_000 }, () => {
  it('is not forgotten while a permit is in force or a case is open; the page tells what ends first', async () => {
    const { applicationId, caseNumber } = office.things;
    await open(chief, `/office/records/of/${caseNumber}/${applicationId}/erase`);
    expect(await heading(chief)).toBe('目前不能删除');
    expect(await said(chief)).toContain('此人有有效的居住证');
    expect(await said(chief)).toContain('此人有未办结的案件');
    await lookAt(chief, 'records-not-now');
    await chief.getByRole('link', { name: /^终止居住证/ }).click();
    expect(await heading(chief)).toBe('撤销卡片或终止居住证');
    await chief.getByRole('link', { name: '密封或删除档案' }).click();
    expect(await heading(chief)).toBe('密封或删除档案');
  });

  it('is to be forgotten once one supervisor asks for it, who is told what goes and what is kept', async () => {
    await open(chief, caseOf(withdrawn));
    await chief.getByRole('link', { name: '密封或删除档案' }).click();
    await chief.getByRole('link', { name: '提出删除' }).click();
    await lookAt(chief, 'records-erase');
    await press(chief, '核对');
    expect(await errorsOf(chief)).toEqual(['请选择删除的依据']);
    await lookAtAnswer(chief, 'records-erase-errors');
    await chief.getByLabel('个人撤回同意').check();
    await press(chief, '核对');
    await lookAtAnswer(chief, 'records-erase-check');
    await act(chief, '提出删除');
    expect(await chief.locator('.govuk-panel__title').innerText()).toBe('已提出删除');
    await lookAtAnswer(chief, 'records-erase-receipt');
    await chief.getByRole('link', { name: '查看复核列表' }).click();
    expect(await said(chief)).toContain('删除个人信息');
    expect(await said(chief)).not.toContain(NAME);
    await lookAt(chief, 'reviews-erasure');
    await chief.getByRole('link', { name: /^打开 删除个人信息/ }).click();
    expect(await said(chief)).toContain('须由另一名主管确认');
    expect(await chief.getByRole('button', { name: '确认并永久删除' }).count()).toBe(0);
    await lookAt(chief, 'records-erasure-mine');
    await open(chief, `/office/records/of/${withdrawn.number}/${withdrawn.id}/erase`);
    expect(await said(chief)).toContain('已经有人提出删除');
    await lookAt(chief, 'records-not-now-asked');
    await chief.getByRole('link', { name: '打开删除申请' }).click();
    await press(chief, '撤回申请，不删除');
    expect(await errorsOf(chief)).toEqual(['请填写撤回的理由']);
    await lookAtAnswer(chief, 'records-erasure-withdrawal-errors');
    await chief.locator('#why').fill('弄错了案件');
    await act(chief, '撤回申请，不删除');
    expect(await said(chief)).toContain('删除申请已撤回');
    await open(chief, `/office/records/of/${withdrawn.number}/${withdrawn.id}/erase`);
    await chief.getByLabel('个人撤回同意').check();
    await press(chief, '核对');
    await act(chief, '提出删除');
    expect(await chief.locator('.govuk-panel__title').innerText()).toBe('已提出删除');
  });

  it('is forgotten once another confirms, and nothing of them can be read any more', async () => {
    const account = await aHolderOf(withdrawn);
    await open(deputy, '/office/reviews');
    await deputy.getByRole('link', { name: /^Open Personal data to be erased/ }).click();
    expect(await said(deputy)).toContain(NAME);
    await lookAt(deputy, 'records-erasure');
    await act(deputy, 'Confirm, and erase for good');
    expect(await deputy.locator('.govuk-panel__title').innerText()).toBe('The personal data are erased');
    expect(await said(deputy)).not.toContain(NAME);
    // Nothing is left that the page could be made of again.
    await lookAsItStands(deputy, 'records-erased');
    await open(deputy, '/office/reviews');
    expect(await said(deputy)).not.toContain('Personal data to be erased');
    await open(clerk, caseOf(withdrawn));
    expect(await said(clerk)).not.toContain(NAME);
    expect(await heading(clerk)).toBe('Page not found');
    const body = { kind: 'name', prefix: NAME };
    const headers = { 'permit-purpose': 'counter-service' };
    const search = office.staff.of('clerk', 'own').proved.send('post', '/api/v1/persons/search', { headers, body });
    expect((await search).body).toEqual({ hits: [] });
    expect((await account.setUp()).code).toBe('credentials-wrong');
  });

  it('is not forgotten where the record was sealed or a case was opened since; the page says what to do first', async () => {
    const first = await aWithdrawnCase(2);
    const address = `/office/records/of/${first.number}/${first.id}`;
    await open(deputy, `${address}/erase`);
    await deputy.getByLabel('The retention period has ended').check();
    await press(deputy, 'Look it over');
    await lookAtAnswer(deputy, 'records-erase-check');
    await act(deputy, 'Ask for the erasure');
    await lookAtAnswer(deputy, 'records-erase-receipt');

    const plain = await signInAs(browser, office, { role: 'supervisor', look: { language: 'en', script: 'none' } });
    await open(plain, `${address}/seal`);
    await plain.locator('#why').fill('命令甲九号');
    await press(plain, 'Look it over');
    await act(plain, 'Seal this record');
    expect(await plain.locator('.govuk-panel__title').innerText()).toBe('The record is sealed');
    await plain.context().close();
    await open(chief, '/office/reviews');
    await chief.getByRole('link', { name: /^打开 删除个人信息/ }).click();
    expect(await said(chief)).toContain('提出之后档案已被密封');
    expect(await said(chief)).not.toContain(NAME);
    await lookAt(chief, 'records-erasure-sealed');
    await open(keeper, `${address}/open`);
    await keeper.locator('#why').fill('保护令 P-9 已解除');
    await press(keeper, '核对');
    await act(keeper, '解除密封');

    const second = await aDraft(2);
    await chief.reload();
    expect(await heading(chief)).toBe('目前不能删除');
    expect(await said(chief)).toContain(`打开案件${second.number}`);
    await lookAt(chief, 'records-erasure-hindered');
    await withdraw(second);
    await chief.reload();
    await act(chief, '确认并永久删除');
    expect(await chief.locator('.govuk-panel__title').innerText()).toBe('个人信息已删除');
    await lookAsItStands(chief, 'records-erased');
    await expectChinese(chief);
  });

  it('is sealed and forgotten by nobody else', async () => {
    const { applicationId, caseNumber } = office.things;
    for (const below of ['', '/seal', '/open', '/erase']) {
      await open(clerk, `/office/records/of/${caseNumber}/${applicationId}${below}`);
      expect(await heading(clerk)).toBe('You may not do this');
    }
  });
});
