import { anIdNumber, PARTICULARS } from '../builders/invented-people.ts';
import { OFFICE_ID } from '../builders/sample-offices.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { aServedOffice, type ServedOffice } from '../office/route-matrix/served-office.ts';
import { aScreen } from './a-browser.ts';
import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { PASSWORD } from '../office/route-matrix/staff.ts';
import { proveAgain } from './sign-in.ts';
import { signInAs } from './sign-in-as.ts';

let office: ServedOffice;
let browser: Browser;
let reviewer: Page;
let supervisor: Page;
let clerk: Page;

beforeAll(async () => {
  office = await aServedOffice();
  await enterTwin();
  browser = await launchChromium();
  [reviewer, supervisor, clerk] = [
    await signInAs(browser, office, { role: 'reviewer' }),
    await signInAs(browser, office, { role: 'supervisor' }),
    await signInAs(browser, office, { role: 'clerk' }),
  ];
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

/** A first case of somebody with name and birth date of the person of the things. */
async function enterTwin(): Promise<void> {
  const { person } = office.things;
  const screen = office.staff.of('clerk', 'own').proved;
  const entered = await screen.done('post', '/api/v1/applications', {
    officeId: OFFICE_ID,
    door: 'COUNTER',
    kind: 'FIRST',
    person: { citizenId: anIdNumber('1991-11-05', 44), name: person.name, details: PARTICULARS },
  });
  await screen.done('post', `/api/v1/applications/${String(entered['applicationId'])}/submission`);
}

const open = (page: Page, path: string) => page.goto(`${office.url}${path}`);
const said = (page: Page) => page.locator('main').innerText();

describe('looking again', () => {
  it('lists what waits for the roles of who looks, and nothing for others', async () => {
    await open(reviewer, '/office/reviews');
    expect(await said(reviewer)).toContain('Perhaps one person');
    expect(await said(reviewer)).not.toContain('Appeals');
    await lookAt(reviewer, 'reviews');
    await open(supervisor, '/office/reviews');
    expect(await said(supervisor)).toContain('Appeals');
    const producer = await signInAs(browser, office, { role: 'producer' });
    await open(producer, '/office/reviews');
    expect(await said(producer)).toContain('Nothing waits');
    await lookAt(producer, 'reviews-empty');
    await producer.context().close();
  });

  it('shows a pair side by side with what differs marked, and asks for a reason', async () => {
    await open(reviewer, '/office/reviews');
    await reviewer
      .getByRole('link', { name: /Open Perhaps one person/ })
      .first()
      .click();
    const differing = reviewer.locator('tr.office-differs th');
    expect((await differing.allInnerTexts()).map((text) => text.split('\n')[0])).toContain('Citizen ID number');
    expect(await reviewer.locator('tr.office-differs').filter({ hasText: 'Birth date' }).count()).toBe(0);
    await lookAt(reviewer, 'reviews-duplicate');
    await reviewer.getByRole('button', { name: 'Write down what you found' }).click();
    expect(await reviewer.locator('.govuk-error-summary').innerText()).toContain('Choose whether they are one person');
    await reviewer.getByLabel('They are one person').check();
    await reviewer.locator('#reason').fill('photograph and hand are the same');
    await reviewer.getByRole('button', { name: 'Write down what you found' }).click();
    await proveAgain(reviewer, PASSWORD);
    await reviewer.waitForURL('**/office/reviews?done=same');
    await lookAt(reviewer, 'reviews-done');
  });

  it('shows what a merge would move before it is asked for', async () => {
    await reviewer.getByRole('link', { name: /Open Records to merge/ }).click();
    await lookAt(reviewer, 'reviews-merge');
    expect(await said(reviewer)).toContain('What would move');
  });

  it('verifies no stay without its paper, and rejects one with a reason', async () => {
    await open(reviewer, `/office/reviews/stay/${office.things.registrationId}`);
    await lookAt(reviewer, 'reviews-stay');
    await reviewer.getByRole('button', { name: 'Write down what you found' }).click();
    await reviewer.waitForSelector('.govuk-error-summary');
    await lookAtAnswer(reviewer, 'reviews-stay-errors');
    await reviewer.getByLabel('It is not so').check();
    await reviewer.locator('#reason').fill('与房东所述不符');
    await reviewer.getByRole('button', { name: 'Write down what you found' }).click();
    await reviewer.waitForURL('**/office/reviews?done=rejected');
  });

  it('decides a report with a reason', async () => {
    await open(reviewer, `/office/reviews/report/${office.things.reportId}`);
    await lookAt(reviewer, 'reviews-report');
    await reviewer.getByLabel('It is right').check();
    await reviewer.getByRole('button', { name: 'Decide the report' }).click();
    expect(await reviewer.locator('.govuk-error-summary').innerText()).toContain('Enter the reason');
    await reviewer.locator('#reason').fill('agrees with the contract');
    await reviewer.getByRole('button', { name: 'Decide the report' }).click();
    await reviewer.waitForURL('**/office/reviews?done=report');
  });

  it('admits an appeal and decides it with reason and clause', async () => {
    const appeal = `/office/reviews/appeal/${office.things.appealId}`;
    await open(supervisor, appeal);
    await lookAt(supervisor, 'reviews-appeal-admission');
    await supervisor.locator('#reason').fill('in time and about a decision');
    await supervisor.getByRole('button', { name: 'Write it down and tell the person' }).click();
    await proveAgain(supervisor, PASSWORD);
    await supervisor.waitForURL('**/office/reviews?done=admitted');
    await open(supervisor, appeal);
    await lookAt(supervisor, 'reviews-appeal');
    await supervisor.getByLabel('The appeal is dismissed').check();
    await supervisor.locator('#words').fill('服务类别符合公布的标准');
    await supervisor.getByRole('button', { name: 'Decide the appeal' }).click();
    expect(await supervisor.locator('.govuk-error-summary').innerText()).toContain('Enter the clause');
    await supervisor.locator('#clause').fill('Decree 663 art. 2');
    await supervisor.getByRole('button', { name: 'Decide the appeal' }).click();
    await supervisor.waitForURL('**/office/reviews?done=decided');
  });
});

describe('entitlements', () => {
  it('are entered on a signed instruction, and what is none is refused beside the field', async () => {
    await open(clerk, '/office/grants');
    await lookAt(clerk, 'grants');
    await clerk.getByRole('button', { name: 'Enter an instruction' }).click();
    await clerk.locator('#instruction').fill('不是指令');
    await clerk.getByRole('button', { name: 'Check the signature and enter it' }).click();
    await clerk.waitForSelector('.govuk-error-summary');
    expect(await clerk.locator('#instruction').inputValue()).toBe('不是指令');
    await lookAtAnswer(clerk, 'grants-enter-errors');
    await clerk.locator('#instruction').fill(office.things.instruction);
    await clerk.getByRole('button', { name: 'Check the signature and enter it' }).click();
    await clerk.waitForURL('**/office/grants?done=entered');
    await clerk.locator('#permitNumber').fill(office.things.permitNumber);
    await clerk.getByRole('button', { name: 'Show' }).click();
    await clerk.waitForURL('**/office/grants/permits/*');
    await lookAt(clerk, 'grants-permit');
  });

  it('are approved by another who sees what they say, and taken back after a warning', async () => {
    const permit = `/office/grants/permits/${office.things.permitNumber}`;
    await open(reviewer, `${permit}/grant/${office.things.grantId}`);
    await lookAt(reviewer, 'grants-grant');
    expect(await said(reviewer)).toContain('Public employment services');
    await reviewer.getByRole('button', { name: 'Decide' }).click();
    await reviewer.waitForURL('**/office/grants?done=approved');
    await open(reviewer, `${permit}/withdrawal/${office.things.withdrawalId}`);
    await lookAt(reviewer, 'grants-withdrawal');
    await reviewer.getByRole('button', { name: 'Decide' }).click();
    await proveAgain(reviewer, PASSWORD);
    await reviewer.waitForURL('**/office/grants?done=taken-back');
  });

  it('rest on keys of departments that two persons made good', async () => {
    await open(supervisor, '/office/department-keys');
    await proveAgain(supervisor, PASSWORD);
    await lookAt(supervisor, 'grants-keys');
    await supervisor.getByRole('link', { name: 'Confirm' }).click();
    await lookAt(supervisor, 'grants-key-confirm');
    await supervisor.getByRole('button', { name: 'Confirm the key' }).click();
    await supervisor.waitForURL('**/office/department-keys?done=confirmed');
    await open(clerk, '/office/department-keys');
    expect(await clerk.locator('h1').innerText()).toBe('You may not do this');
  });
});

describe('what is published', () => {
  it.each(['/catalogue', '/purposes'])('is there for everybody, signed in or not: %s', async (path) => {
    const screen = await aScreen(browser, { language: 'en' });
    const page = await screen.newPage();
    const answer = await open(page, path);
    expect(answer?.status()).toBe(200);
    await lookAt(page, path.slice(1));
    await screen.close();
  });
});

describe('the audit log', () => {
  it('is proved by an auditor, who reads it by case', async () => {
    const auditor = await signInAs(browser, office, { role: 'auditor' });
    await open(auditor, '/office/audit');
    await lookAt(auditor, 'audit');
    await auditor.locator('#caseNumber').fill(office.things.caseNumber);
    await auditor.getByRole('button', { name: 'Show the entries' }).click();
    await auditor.waitForURL('**/office/audit/cases/*');
    expect(await said(auditor)).toContain('added a paper');
    await lookAt(auditor, 'audit-case');
    await open(auditor, '/office/audit');
    await auditor.getByRole('button', { name: 'Prove this log' }).click();
    await auditor.waitForURL('**/office/audit/proof');
    expect(await said(auditor)).toContain('Signed checkpoints');
    await lookAtAnswer(auditor, 'audit-proof');
    await auditor.context().close();
  });

  it('is nobody else’s', async () => {
    await open(clerk, '/office/audit');
    await clerk.getByRole('button', { name: 'Prove this log' }).click();
    expect(await clerk.locator('h1').innerText()).toBe('You may not do this');
  });
});

describe('statistics and the state of the service', () => {
  it('show deadlines first, as plots beside their tables', async () => {
    await open(supervisor, '/office/statistics');
    expect(await supervisor.locator('h2').first().innerText()).toBe('Cases whose clock runs');
    expect(await supervisor.locator('svg[role="img"]').count()).toBe(2);
    await lookAt(supervisor, 'statistics');
  });

  it('tell part by part what works, and how old each signed file is', async () => {
    await open(supervisor, '/office/status');
    expect(await said(supervisor)).toContain('Trust bundle');
    await lookAt(supervisor, 'status');
  });
});
