import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { aDrawnFace, aScan } from '../builders/invented-people.ts';
import { OFFICE_ID } from '../builders/sample-offices.ts';
import { aServedOffice, type ServedOffice } from '../office/route-matrix/served-office.ts';

import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { PASSWORD } from '../office/route-matrix/staff.ts';
import { press } from './press.ts';
import { signInAs } from './sign-in-as.ts';
import { proveAgain } from './sign-in.ts';

vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

/** As the API lists them. */
type Pairs = readonly { readonly id: string; readonly decided?: unknown }[];

let office: ServedOffice;
let browser: Browser;
let clerk: Page;
let supervisor: Page;
let lease: string;
let scans = 10;
/** The case that was accepted last. */
let accepted: string;

beforeAll(async () => {
  office = await aServedOffice();
  const { applicationId, registrationId } = office.things;
  const screen = office.staff.of('clerk', 'own').proved;
  // Nothing of the person is under way, and no stay of theirs waits.
  await screen.done('post', `/api/v1/applications/${applicationId}/withdrawal`);
  await screen.done('post', `/api/v1/registrations/${registrationId}/rejection`, { reason: 'nobody lives there' });
  browser = await launchChromium();
  [clerk, supervisor] = [
    await signInAs(browser, office, { role: 'clerk' }),
    await signInAs(browser, office, { role: 'supervisor' }),
  ];
  lease = join(mkdtempSync(join(tmpdir(), 'permit-papers-')), 'lease.png');
  writeFileSync(lease, await aScan(3));
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

describe('an accepted case', () => {
  afterEach(withdrawn);

  it('gets more days from a supervisor, once, on a ground of the rules', async () => {
    const address = await anAccepted();
    await clerk.goto(address);
    expect(await clerk.getByRole('link', { name: 'Extend the time limit' }).count()).toBe(0);
    await supervisor.goto(address);
    await supervisor.getByRole('link', { name: 'Extend the time limit' }).click();
    await lookAt(supervisor, 'deadline-extension');
    await press(supervisor, 'Extend the time limit');
    expect(await errorsOf(supervisor)).toEqual(['Choose the ground of the extension', 'Enter the days']);
    await supervisor.getByLabel('Special circumstances').check();
    await supervisor.locator('#days').fill('31');
    await press(supervisor, 'Extend the time limit');
    await proveAgain(supervisor, PASSWORD);
    await supervisor.locator('#days-error').waitFor();
    expect(await errorsOf(supervisor)).toEqual(['Enter whole days, no more than the rules allow']);
    await lookAtAnswer(supervisor, 'deadline-extension-errors');
    await supervisor.locator('#days').fill('20');
    await press(supervisor, 'Extend the time limit');
    expect(supervisor.url()).toBe(address);
    const said = await supervisor.locator('main').innerText();
    expect(said).toContain('Due by 5 July 2026');
    expect(said).toContain('Extended: Special circumstances');
    expect(await supervisor.getByRole('link', { name: 'Extend the time limit' }).count()).toBe(0);
    await lookAt(supervisor, 'case-extended');
  });

  it('says what it costs and by which rule; the exact fee is taken once, against a receipt', async () => {
    const address = await anAccepted();
    await clerk.goto(address);
    expect(await clerk.locator('main').innerText()).toContain('15.00 yuan To be paid');
    await clerk.getByRole('link', { name: 'See to the fees' }).click();
    await lookAt(clerk, 'fees-due');
    expect(await clerk.getByRole('button', { name: 'Waive this fee' }).count()).toBe(0);
    for (const [amount, says] of [
      ['', 'Enter the amount received'],
      ['fifteen', 'Enter an amount, such as 15.00'],
      ['14', 'The amount is not the one that is due.'],
    ] as const) {
      await clerk.locator('#amount').fill(amount);
      await press(clerk, 'It was paid: make the receipt');
      expect(await errorsOf(clerk)).toEqual([says]);
    }
    await lookAtAnswer(clerk, 'fees-errors');
    await clerk.locator('#amount').fill('15');
    await press(clerk, 'It was paid: make the receipt');
    expect(await clerk.locator('main').innerText()).toMatch(/SAMPLE-EAST-2026-\d{6}-F1/);
    expect(await clerk.getByRole('button', { name: 'It was paid: make the receipt' }).count()).toBe(0);
    await lookAt(clerk, 'fees-paid');
    const receipt = await clerk.request.get(`${address}/documents/fee-receipt`);
    expect([receipt.status(), receipt.headers()['content-type']]).toEqual([200, 'application/pdf']);
  });

  it('has its fee waived by a supervisor, with the ground', async () => {
    const address = await anAccepted();
    await supervisor.goto(`${address}/fees`);
    expect(await supervisor.locator('#amount').count()).toBe(0);
    await press(supervisor, 'Waive this fee');
    expect(await errorsOf(supervisor)).toEqual(['Give the ground of the waiver']);
    await lookAtAnswer(supervisor, 'fees-waiver');
    await supervisor.locator('#reason').fill('打印机差错，卡面污损');
    await press(supervisor, 'Waive this fee');
    expect(await supervisor.locator('main').innerText()).toContain('打印机差错，卡面污损');
    await lookAt(supervisor, 'fees-waived');
  });
});

describe('the registered residence of somebody at the counter', () => {
  it('is declared with its paper, verified by another, changed after a move, and ended', async () => {
    await clerk.goto(`${office.url}/office/people`);
    await lookAt(clerk, 'people');
    await clerk.locator('#text').fill(office.things.person.citizenId);
    await press(clerk, 'Find');
    await clerk.getByRole('link', { name: /^Registered residence/ }).click();
    await lookAt(clerk, 'stays');
    await declared();
    await verified();
    await moved();
    await verified();
    await ended();
  });
});

async function declared(): Promise<void> {
  await clerk.getByRole('button', { name: 'Register where somebody lives' }).click();
  await lookAt(clerk, 'stays-declare');
  await press(clerk, 'Register this address');
  expect(await errorsOf(clerk)).toEqual(['Enter the address', 'Enter the first day there']);
  await clerk.locator('#address').fill('示例市示例区样本路 7 号');
  await clerk.locator('#from').fill('2026-07-01');
  await clerk.locator('#file').setInputFiles(lease);
  await press(clerk, 'Register this address');
  expect(await errorsOf(clerk)).toEqual(['The day lies in the future.']);
  expect(await clerk.locator('main').innerText()).toContain('The paper was taken');
  await lookAtAnswer(clerk, 'stays-declare-errors');
  await clerk.locator('#from').fill('2026-05-04');
  await press(clerk, 'Register this address');
  expect(await clerk.getByRole('status').innerText()).toContain('later than it should have been told');
  await lookAt(clerk, 'stays-declared');
}

/** Another officer has seen the paper. */
async function verified(): Promise<void> {
  const reviewer = await signInAs(browser, office, { role: 'reviewer' });
  await reviewer.goto(`${office.url}/office/reviews`);
  await reviewer
    .getByRole('link', { name: /Stays to verify/ })
    .first()
    .click();
  await reviewer.locator('main form button').click();
  await reviewer.waitForURL(/done=verified$/);
  await reviewer.context().close();
}

async function moved(): Promise<void> {
  await clerk.reload();
  await clerk.getByRole('button', { name: 'Change the address' }).click();
  await lookAt(clerk, 'stays-change');
  await clerk.locator('#address').fill('示例市示例区样本路 9 号');
  await clerk.locator('#from').fill('2026-06-08');
  await clerk.locator('#file').setInputFiles(lease);
  await press(clerk, 'Change the address');
  expect(await clerk.getByRole('status').innerText()).toContain('told within 10 days');
}

async function ended(): Promise<void> {
  await clerk.reload();
  await clerk.getByRole('link', { name: /^End this stay/ }).click();
  await lookAt(clerk, 'stays-end');
  await clerk.locator('#through').fill('2026-06-01');
  await press(clerk, 'End this stay');
  expect(await errorsOf(clerk)).toEqual(['The end lies before the arrival.']);
  await clerk.locator('#through').fill('2026-06-14');
  await press(clerk, 'End this stay');
  expect(await clerk.getByRole('status').innerText()).toBe('The stay is ended.');
  expect(await clerk.locator('.office-ways__way').count()).toBe(3);
  await lookAt(clerk, 'stays-ended');
}

function errorsOf(page: Page): Promise<string[]> {
  return page.locator('.govuk-error-summary li').allInnerTexts();
}

/** A case of a lost card that was accepted, which costs fifteen yuan; its address. */
async function anAccepted(): Promise<string> {
  const screen = office.staff.of('clerk', 'own').proved;
  const { citizenId, name } = office.things.person;
  const entered = await screen.done('post', '/api/v1/applications', {
    officeId: OFFICE_ID,
    door: 'COUNTER',
    kind: 'REISSUE_LOST',
    person: { citizenId, name },
  });
  const [id, number] = [String(entered['applicationId']), String(entered['number'])];
  const path = `/api/v1/applications/${id}`;
  for (const type of ['ID_CARD', 'LOSS_STATEMENT', 'PORTRAIT']) {
    scans += 1;
    const upload =
      type === 'PORTRAIT'
        ? { bytes: await aDrawnFace(), type: 'image/jpeg' }
        : { bytes: await aScan(scans), type: 'image/png' };
    expect((await screen.send('post', `${path}/evidence/${type}`, { upload })).status).toBe(201);
  }
  await screen.done('post', `${path}/submission`);
  await toldApart(path, number);
  await screen.done('post', `${path}/acceptance`);
  accepted = id;
  return `${office.url}/office/cases/${number}/${id}`;
}

/** Several people of this office have one name and one birth date: a reviewer says that they are different. */
async function toldApart(path: string, number: string): Promise<void> {
  const reviewer = office.staff.of('reviewer', 'own').proved;
  const headers = { 'permit-purpose': 'case-handling', 'permit-case': number };
  const { body } = await reviewer.send('get', `${path}/duplicates`, { headers });
  const { pairs } = body as { readonly pairs: Pairs };
  for (const pair of pairs.filter(({ decided }) => decided === undefined)) {
    await reviewer.done('post', `${path}/duplicates/${pair.id}/decision`, {
      outcome: 'DIFFERENT',
      reason: 'two people',
    });
  }
}

/** So that the person may have another case. */
async function withdrawn(): Promise<void> {
  await office.staff.of('clerk', 'own').proved.done('post', `/api/v1/applications/${accepted}/withdrawal`);
}
