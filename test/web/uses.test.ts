import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { aServedOffice, type ServedOffice } from '../office/route-matrix/served-office.ts';

import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { signInAs } from './sign-in-as.ts';

let office: ServedOffice;
let browser: Browser;

beforeAll(async () => {
  office = await aServedOffice();
  browser = await launchChromium();
}, 600_000);
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

/** A use that was settled with a finding, as if a chip had been copied. */
async function settleTwice(): Promise<void> {
  const { cardNumber, grantId } = office.things;
  await office.tamper(
    `INSERT INTO settled_receipt (id, card_number, sequence, transaction_id, grant_id, period, used, terminal, day, receipt,
      finding, settled_by, settled_at)
    VALUES ('${randomUUID()}', '${cardNumber}', 7, '\\x01', '${grantId}', 0, 1, 'ZZMATRIX00001', '2026-06-01', '\\x01',
      'SEQUENCE_TWICE', '${randomUUID()}', now())`,
  );
}

describe('uses', { timeout: 400_000 }, () => {
  it('are settled by who runs the terminals, and each line says what became of it', async () => {
    const operator = await signInAs(browser, office, { role: 'service-point-operator' });
    await operator.getByRole('link', { name: 'Settle uses' }).click();
    await operator.getByRole('heading', { name: 'Settle uses' }).waitFor();
    await lookAt(operator, 'uses-settle');
    const settle = operator.getByRole('button', { name: 'Settle them' });
    await settle.click();
    await operator.locator('#receipts-error').waitFor();
    expect(await operator.locator('#receipts-error').innerText()).toContain('Paste at least one receipt');
    await operator.locator('#receipts').fill('AAAA\n!!');
    await settle.click();
    await operator.locator('#receipts-error').waitFor();
    expect(await operator.locator('#receipts').inputValue()).toBe('AAAA\n!!');
    await lookAtAnswer(operator, 'uses-settle-errors');
    await operator.locator('#receipts').fill('AAAA\nBBBB');
    await settle.click();
    await operator.getByRole('heading', { name: 'What became of each' }).waitFor();
    expect(await operator.getByRole('row', { name: 'Not settled' }).count()).toBe(2);
    await lookAtAnswer(operator, 'uses-settled');
    await operator.context().close();
  });

  it('that cannot all be right are listed for supervisor and auditor, and name nobody', async () => {
    const supervisor = await signInAs(browser, office, { role: 'supervisor' });
    await supervisor.goto(`${office.url}/office/uses/double`);
    await supervisor.getByText('There is no such use.').waitFor();
    await lookAt(supervisor, 'uses-double-none');
    await settleTwice();
    const auditor = await signInAs(browser, office, { role: 'auditor' });
    await auditor.getByRole('link', { name: 'Uses that cannot all be right' }).click();
    await auditor.getByRole('rowheader', { name: office.things.cardNumber }).waitFor();
    expect(await auditor.locator('main').innerText()).toContain('The same number of one chip twice');
    expect(await auditor.locator('main').innerText()).not.toContain(office.things.person.name);
    await lookAt(auditor, 'uses-double');
    const clerk = await signInAs(browser, office, { role: 'clerk' });
    await clerk.goto(`${office.url}/office/uses/double`);
    expect(await clerk.locator('h1').innerText()).toBe('You may not do this');
    for (const page of [supervisor, auditor, clerk]) await page.context().close();
  });
});
