import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { OFFICE_ID } from '../builders/sample-offices.ts';
import { aServedOffice, type ServedOffice } from '../office/route-matrix/served-office.ts';

import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { PASSWORD } from '../office/route-matrix/staff.ts';
import { signInAs } from './sign-in-as.ts';
import { proveAgain } from './sign-in.ts';

let office: ServedOffice;
let browser: Browser;
let supervisor: Page;

beforeAll(async () => {
  office = await aServedOffice();
  browser = await launchChromium();
  supervisor = await signInAs(browser, office, { role: 'supervisor' });
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

const open = (page: Page, path: string) => page.goto(`${office.url}${path}`);
const said = (page: Page) => page.locator('main').innerText();

/** Presses, and shows the password again where the page asks for it. */
async function press(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), page.getByRole('button', { name }).click()]);
  if ((await page.locator('#password').count()) > 0) await proveAgain(page, PASSWORD);
}

describe('the key of a department', { timeout: 400_000 }, () => {
  it('is taken out of use at once after a warning, and signs nothing from then on', async () => {
    await open(supervisor, '/office/department-keys');
    if ((await supervisor.locator('#password').count()) > 0) await proveAgain(supervisor, PASSWORD);
    const { keyId } = office.things;
    await supervisor.getByRole('link', { name: `Take out of use ${keyId}` }).click();
    await supervisor.locator('main form button').waitFor();
    await lookAt(supervisor, 'grants-key-withdraw');
    await Promise.all([supervisor.waitForNavigation(), supervisor.locator('main form button').click()]);
    if ((await supervisor.locator('#password').count()) > 0) await proveAgain(supervisor, PASSWORD);
    await supervisor.waitForURL('**/office/department-keys?done=withdrawn');
    await lookAt(supervisor, 'grants-keys-withdrawn');
    expect(await supervisor.getByRole('link', { name: `Take out of use ${keyId}` }).count()).toBe(0);
  });
});

describe('an audit log that somebody changed', { timeout: 400_000 }, () => {
  it('is found to be broken, with the place at which it was changed', async () => {
    await office.sealAudit();
    const auditor = await signInAs(browser, office, { role: 'auditor' });
    await open(auditor, '/office/audit');
    await press(auditor, 'Prove this log');
    await auditor.getByText('The log is unbroken').waitFor();
    await lookAtAnswer(auditor, 'audit-proof-whole');
    await office.tamper(
      `UPDATE audit_event SET reason = 'another' WHERE id =
        (SELECT event_id FROM audit_link WHERE office_id = '${OFFICE_ID}' AND seq = 3)`,
    );
    await open(auditor, '/office/audit');
    await press(auditor, 'Prove this log');
    await auditor.getByRole('heading', { name: 'The log is broken' }).waitFor();
    expect(await said(auditor)).toContain('Place 3: The entry or its link is not what was hashed');
    expect(await said(auditor)).not.toContain('The chains hold');
    await lookAtAnswer(auditor, 'audit-proof-broken');
    await auditor.context().close();
  });
});
