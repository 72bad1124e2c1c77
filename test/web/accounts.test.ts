import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { PASSWORD } from '../office/route-matrix/staff.ts';
import { aServedOffice, type ServedOffice } from '../office/route-matrix/served-office.ts';
import { aScreen } from './a-browser.ts';
import { expectChinese } from './expect-chinese.ts';
import { lookAsItStands } from './look-as-it-stands.ts';
import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { signInAs } from './sign-in-as.ts';
import { proveAgain } from './sign-in.ts';

let office: ServedOffice;
let browser: Browser;
let admin: Page;

beforeAll(async () => {
  office = await aServedOffice();
  browser = await launchChromium();
  admin = await signInAs(browser, office, { role: 'administrator' });
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const open = (page: Page, path: string) => page.goto(`${office.url}${path}`);
const said = (page: Page) => page.locator('main').innerText();
const button = (name: string) => admin.getByRole('button', { name });
const summary = () => admin.locator('.govuk-error-summary').innerText();

/** The first sign-in of somebody who was handed a code. */
async function setUp(login: string, code: string): Promise<Page> {
  const page = await (await aScreen(browser, { language: 'en' })).newPage();
  await open(page, '/set-up');
  await page.locator('#login').fill(login);
  await page.locator('#code').fill(code);
  await page.locator('#password').fill(PASSWORD);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
  return page;
}

describe('accounts', { timeout: 300_000 }, () => {
  let code = '';
  let clerk: Page;

  it('are listed with roles and state, after a proof of presence, and lie on the way from the first page', async () => {
    await admin.getByRole('link', { name: 'Accounts' }).click();
    await proveAgain(admin, PASSWORD);
    await admin.getByRole('link', { name: 'some.body' }).waitFor();
    expect(await said(admin)).toContain('clerk: 示例市公安局东区分局');
    expect(await said(admin)).not.toContain('holder.own');
    await lookAt(admin, 'accounts');
  });

  it('are made with their roles; what is missing or taken stands beside its field', async () => {
    await admin.getByRole('link', { name: 'For somebody at an office' }).click();
    await lookAt(admin, 'accounts-new');
    await button('Make the account').click();
    for (const words of ['Enter a login name', 'Enter a name', 'Choose at least one role', 'Choose an office']) {
      expect(await summary()).toContain(words);
    }
    await lookAtAnswer(admin, 'accounts-new-errors');
    await admin.locator('#login').fill('clerk.own');
    await admin.locator('#displayName').fill('样本丁');
    await admin.getByLabel('clerk').check();
    await admin.getByLabel('card producer').check();
    await admin.locator('#officeId').selectOption({ label: '示例市公安局西区分局' });
    await button('Make the account').click();
    expect(await summary()).toContain('This login name is taken');
    expect(await admin.getByLabel('card producer').isChecked()).toBe(true);
    await admin.locator('#login').fill('New.Clerk');
    await button('Make the account').click();
    await admin.locator('.office-code').waitFor();
    await lookAsItStands(admin, 'accounts-code');
    expect(await said(admin)).toContain('new.clerk');
    code = await admin.locator('.office-code').innerText();
  });

  it('begin with the code, once', async () => {
    clerk = await setUp('new.clerk', code);
    expect(new URL(clerk.url()).pathname).toBe('/office');
    expect(await clerk.locator('.office-desk__who').innerText()).toContain('card producer');
    const again = await setUp('new.clerk', code);
    expect(new URL(again.url()).pathname).toBe('/set-up');
    await again.context().close();
  });

  it('get other roles after a look at both, and their sessions end', async () => {
    await admin.getByRole('link', { name: 'Open this account' }).click();
    await lookAt(admin, 'account');
    await admin.getByRole('link', { name: 'For somebody at an office' }).click();
    expect(await admin.getByLabel('clerk').isChecked()).toBe(true);
    await lookAt(admin, 'accounts-roles');
    await admin.getByLabel('clerk').uncheck();
    await admin.getByLabel('card producer').uncheck();
    await button('Continue').click();
    expect(await summary()).toContain('Choose at least one role');
    await admin.getByLabel('reviewer').check();
    await button('Continue').click();
    await lookAtAnswer(admin, 'accounts-roles-check');
    expect(await said(admin)).toContain('card producer: 示例市公安局西区分局');
    await button('Change the roles').click();
    await admin.waitForURL('**?done=roles');
    expect(await said(admin)).toContain('reviewer: 示例市公安局西区分局');
    expect(await said(admin)).not.toContain('clerk: ');
    await open(clerk, '/office');
    expect(await clerk.locator('#login').count()).toBe(1);
  });

  it('can be those of departments, organisations, auditors and administrators', async () => {
    await admin.getByRole('link', { name: 'For somebody of a department' }).click();
    await lookAt(admin, 'accounts-roles-department');
    await admin.getByLabel('the labour department').check();
    await admin.locator('#jurisdiction').fill('8000');
    await button('Continue').click();
    await button('Change the roles').click();
    expect(await summary()).toContain('An area code has 6 digits');
    await lookAtAnswer(admin, 'accounts-roles-errors');
    await admin.locator('#jurisdiction').fill('800000');
    await button('Continue').click();
    await button('Change the roles').click();
    await admin.waitForURL('**?done=roles');
    await admin.getByRole('link', { name: 'For somebody of an organisation' }).click();
    await lookAt(admin, 'accounts-roles-organisation');
    await admin.getByLabel('integrator').check();
    await admin.locator('#ownerId').fill('91800000MA00000009');
    await button('Continue').click();
    await button('Change the roles').click();
    await admin.waitForURL('**?done=roles');
    expect(await said(admin)).toContain('integrator: 91800000MA00000009');
    await admin.getByRole('link', { name: 'For an auditor' }).click();
    await lookAt(admin, 'accounts-roles-auditor');
    await open(admin, '/office/accounts/new/nothing');
    await lookAt(admin, 'accounts-new-administrator');
  });

  it('are set up anew with another code, and disabled, each after a question', async () => {
    await open(admin, '/office/accounts');
    await admin.getByRole('link', { name: 'new.clerk' }).click();
    await admin.getByRole('button', { name: 'Set this account up anew' }).click();
    await lookAt(admin, 'accounts-reset');
    // The code is told once, so that the page in Chinese answers a question in Chinese.
    await admin.getByRole('link', { name: '中文' }).click();
    await button('重新设置并取得启用码').click();
    await admin.locator('.office-code').waitFor();
    await expectChinese(admin, [await admin.locator('.office-code').innerText(), 'new.clerk']);
    await lookAsItStands(admin, 'accounts-code-again');
    const screen = await setUp('new.clerk', await admin.locator('.office-code').innerText());
    expect(new URL(screen.url()).pathname).toBe('/office');
    await admin.getByRole('link', { name: '打开这个账户' }).click();
    await admin.getByRole('link', { name: 'English' }).click();
    await admin.getByRole('button', { name: 'Disable this account' }).click();
    await lookAt(admin, 'accounts-disable');
    await button('Disable the account').click();
    await admin.waitForURL('**?done=disabled');
    await lookAt(admin, 'account-disabled');
    await open(screen, '/office');
    expect(await screen.locator('#login').count()).toBe(1);
    await screen.context().close();
  });

  it('are made for holders by the number of their record, which the case tells a clerk, and no more', async () => {
    const { applicationId, caseNumber, person } = office.things;
    const counter = await signInAs(browser, office, { role: 'clerk' });
    await open(counter, `/office/cases/${caseNumber}/${applicationId}`);
    await counter.getByRole('link', { name: 'Record number for an account of the holder' }).click();
    const number = await counter.locator('main code').innerText();
    expect(number).toBe(person.id);
    await lookAt(counter, 'records-number');
    await counter.emulateMedia({ media: 'print' });
    expect(await said(counter)).not.toContain(person.name);
    await counter.context().close();
    await open(admin, '/office/accounts');
    await admin.getByRole('link', { name: 'For a permit holder' }).click();
    await lookAt(admin, 'accounts-new-holder');
    await button('Make the account').click();
    expect(await summary()).toContain('Enter the record number');
    await admin.locator('#login').fill('of.a.holder');
    await admin.locator('#displayName').fill('样本');
    await admin.locator('#ownerId').fill(number.slice(1));
    await button('Make the account').click();
    expect(await summary()).toContain('A record number has 36 characters');
    await admin.locator('#ownerId').fill(office.things.none);
    await button('Make the account').click();
    expect(await summary()).toContain('The register has no such person');
    await lookAtAnswer(admin, 'accounts-new-holder-errors');
    await admin.locator('#ownerId').fill(number.toUpperCase());
    await button('Make the account').click();
    await admin.locator('.office-code').waitFor();
    expect(await said(admin)).not.toContain(person.name);
    expect(await admin.getByRole('link', { name: 'Open this account' }).count()).toBe(0);
    await lookAsItStands(admin, 'accounts-code-holder');
    const holder = await setUp('of.a.holder', await admin.locator('.office-code').innerText());
    await open(holder, '/me');
    expect(await said(holder)).toContain(person.name);
    await holder.context().close();
    await open(admin, '/office/accounts');
    expect(await said(admin)).not.toContain('of.a.holder');
  });

  it('of holders are found by the number of the record, without a name, set up anew and disabled', async () => {
    const { person, none } = office.things;
    await admin.getByRole('link', { name: 'Accounts of a permit holder' }).click();
    await lookAt(admin, 'accounts-find-holder');
    await button('Find the accounts').click();
    expect(await summary()).toContain('Enter the record number');
    await lookAtAnswer(admin, 'accounts-find-holder-errors');
    await admin.locator('#ownerId').fill(none);
    await button('Find the accounts').click();
    await admin.getByText('There is no account for this record.').waitFor();
    await lookAt(admin, 'accounts-of-nobody');
    await admin.getByRole('link', { name: 'Look for another record number' }).click();
    await admin.locator('#ownerId').fill(` ${person.id.toUpperCase()} `);
    await button('Find the accounts').click();
    await admin.getByRole('heading', { name: 'of.a.holder' }).waitFor();
    await lookAt(admin, 'accounts-of-holder');
    await button('Set this account up anew of.a.holder').click();
    await lookAt(admin, 'accounts-reset-holder');
    await button('Set it up anew and get the code').click();
    await admin.locator('.office-code').waitFor();
    expect(await said(admin)).not.toContain(person.name);
    const holder = await setUp('of.a.holder', await admin.locator('.office-code').innerText());
    await open(holder, '/me');
    expect(await said(holder)).toContain(person.name);
    await open(admin, `/office/holder-accounts/${person.id}`);
    await button('Disable this account of.a.holder').click();
    await lookAt(admin, 'accounts-disable-holder');
    await button('Disable the account').click();
    await admin.waitForURL('**?done=disabled');
    await lookAt(admin, 'accounts-of-holder-disabled');
    await open(holder, '/me');
    expect(await holder.locator('#login').count()).toBe(1);
    await holder.context().close();
  });

  it('are not changed by their own user', async () => {
    await open(admin, '/office/accounts');
    await admin.getByRole('link', { name: 'administrator.own' }).click();
    expect(await said(admin)).toContain('This is your own account');
    await lookAt(admin, 'account-own');
    await open(admin, `${new URL(admin.url()).pathname}/disable`);
    await button('Disable the account').click();
    expect(await said(admin)).toContain('own');
    await admin.waitForSelector('.govuk-error-summary');
  });

  it('are nobody else’s matter', async () => {
    const supervisor = await signInAs(browser, office, { role: 'supervisor' });
    await open(supervisor, '/office/accounts');
    expect(await supervisor.locator('h1').innerText()).toBe('You may not do this');
    await supervisor.context().close();
  });
});
