import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { anIdNumber, PARTICULARS } from '../builders/invented-people.ts';
import { OFFICE_ID } from '../builders/sample-offices.ts';
import { aServedOffice, type ServedOffice } from '../office/route-matrix/served-office.ts';

import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { PASSWORD } from '../office/route-matrix/staff.ts';
import { signInAs } from './sign-in-as.ts';
import { proveAgain } from './sign-in.ts';

const NAME = '样例双';

let office: ServedOffice;
let browser: Browser;
let reviewer: Page;
let supervisor: Page;

beforeAll(async () => {
  office = await aServedOffice();
  await enterTwins();
  browser = await launchChromium();
  reviewer = await signInAs(browser, office, { role: 'reviewer' });
  supervisor = await signInAs(browser, office, { role: 'supervisor' });
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

/** Two records of one name and birth date: of one a case that was withdrawn, of the other one that was handed in. */
async function enterTwins(): Promise<void> {
  const clerk = office.staff.of('clerk', 'own').proved;
  for (const order of [1, 3]) {
    const entered = await clerk.done('post', '/api/v1/applications', {
      officeId: OFFICE_ID,
      door: 'COUNTER',
      kind: 'FIRST',
      person: { citizenId: anIdNumber('1988-03-03', order), name: NAME, details: PARTICULARS },
    });
    const at = `/api/v1/applications/${String(entered['applicationId'])}`;
    await clerk.done('post', `${at}/submission`);
    if (order === 1) await clerk.done('post', `${at}/withdrawal`);
  }
}

const open = (page: Page, path: string) => page.goto(`${office.url}${path}`);
const said = (page: Page) => page.locator('main').innerText();

/** Presses, and shows the password again where the page asks for it, until it stands at that address. */
async function press(page: Page, name: string, then: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name }).click()]);
  if ((await page.locator('#password').count()) > 0) await proveAgain(page, PASSWORD);
  await page.waitForURL(then);
}

/** Opens a page, and shows the password again where it asks for it. */
async function enter(page: Page, path: string, heading: string): Promise<void> {
  await open(page, path);
  if ((await page.locator('#password').count()) > 0) await proveAgain(page, PASSWORD);
  await page.getByRole('heading', { name: heading }).waitFor();
}

describe('two records of one person', { timeout: 400_000 }, () => {
  it('are called the same, and a merge is asked for by one and carried out by another', async () => {
    await open(reviewer, '/office/reviews');
    const pairs = reviewer.getByRole('link', { name: /Open Perhaps one person/ });
    await pairs.first().click();
    await reviewer.getByText(NAME).first().waitFor();
    await reviewer.getByLabel('They are one person').check();
    await reviewer.locator('#reason').fill('one ID card');
    await press(reviewer, 'Write down what you found', '**/office/reviews?done=same');
    await reviewer.getByRole('link', { name: /Open Records to merge/ }).click();
    await lookAt(reviewer, 'merge-ask');
    await reviewer.locator('#reason').fill('重复录入');
    await press(reviewer, 'Ask for the merge', '**/office/reviews?done=merge-asked');
    await reviewer.getByRole('link', { name: /Open Records to merge/ }).click();
    await reviewer.getByText('somebody else handles it').waitFor();
    expect(await reviewer.getByRole('button', { name: 'Approve the merge' }).count()).toBe(0);
    await open(supervisor, '/office/reviews');
    await Promise.all([
      supervisor.waitForNavigation(),
      supervisor.getByRole('link', { name: /Open Records to merge/ }).click(),
    ]);
    if ((await supervisor.locator('#password').count()) > 0) await proveAgain(supervisor, PASSWORD);
    await supervisor.getByRole('heading', { name: 'Approve this merge?' }).waitFor();
    await lookAt(supervisor, 'merge-approve');
    await press(supervisor, 'Approve the merge', '**/office/reviews?done=merged');
    expect(await said(supervisor)).not.toContain('Records to merge');
  });

  it('are listed as merged; the undo is asked for with a reason', async () => {
    await enter(reviewer, '/office/merges', 'Merged records');
    expect(await said(reviewer)).toContain('重复录入');
    await lookAt(reviewer, 'merges');
    await reviewer.getByRole('link', { name: /^Open/ }).click();
    await reviewer.getByText(NAME).waitFor();
    await lookAt(reviewer, 'merges-one');
    await reviewer.getByRole('button', { name: 'Ask for the undo' }).click();
    await reviewer.locator('#reason-error').waitFor();
    await lookAtAnswer(reviewer, 'merges-one-errors');
    await reviewer.locator('#reason').fill('同名不同人');
    await press(reviewer, 'Ask for the undo', '**/office/merges?done=asked');
    await lookAt(reviewer, 'merges-asked');
    await reviewer.getByRole('link', { name: /^Open/ }).click();
    await reviewer.getByRole('heading', { name: 'Make them two records again' }).waitFor();
    await reviewer.getByText('You asked for it').waitFor();
    expect(await reviewer.getByRole('button', { name: 'Approve the undo' }).count()).toBe(0);
  });

  it('are two again once another approves, who is warned before, and are to be judged anew', async () => {
    await open(supervisor, '/office/reviews');
    expect(await said(supervisor)).toContain('Merges to be undone');
    await lookAt(supervisor, 'reviews-undo');
    await supervisor.getByRole('link', { name: /Open Merges to be undone/ }).click();
    await supervisor.getByRole('heading', { name: 'Approve that they are two records again?' }).waitFor();
    await lookAt(supervisor, 'merges-approve');
    await press(supervisor, 'Approve the undo', '**/office/merges?done=undone');
    expect(await said(supervisor)).toContain('There is no merged record');
    await lookAt(supervisor, 'merges-none');
    await open(reviewer, '/office/reviews');
    expect(await reviewer.getByRole('link', { name: /Open Perhaps one person/ }).count()).toBe(1);
  });

  it('are nobody else’s matter', async () => {
    const clerk = await signInAs(browser, office, { role: 'clerk' });
    await open(clerk, '/office/merges');
    expect(await clerk.locator('h1').innerText()).toBe('You may not do this');
    await clerk.context().close();
  });
});
