import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { aDrawnFace, anIdNumber, aScan, PARTICULARS } from '../builders/invented-people.ts';
import { OFFICE_ID } from '../builders/sample-offices.ts';
import type { OfficeClient } from '../office/office-client.ts';
import { aServedOffice, good, type ServedOffice } from '../office/served/served-office.ts';
import { aScreen } from './a-browser.ts';
import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { press } from './press.ts';
import { proveAgain, signIn } from './sign-in.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

let office: ServedOffice;
let base: string;
let browser: Browser;
let clerk: OfficeClient;
let people = 0;

beforeAll(async () => {
  office = await aServedOffice();
  const service = await office.serve();
  base = service.url;
  ({ clerk } = await office.staff(service, {
    clerk: 'clerk',
    deputy: 'clerk',
    reviewer: 'reviewer',
    colleague: 'reviewer',
  }));
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

describe('a case whose papers are missing', () => {
  it('is told so once, after the page has said what that means', async () => {
    const page = await screenOf('a.clerk');
    await page.goto(await aDraft());
    await press(page, 'Hand in the application');
    await press(page, 'Tell everything that is missing');
    expect(page.url()).toMatch(/\/confirm\/supplement$/);
    await lookAt(page, 'confirm-supplement');
    await press(page, 'Tell everything that is missing');
    expect(await page.locator('main').innerText()).toContain('waiting for the applicant’s papers since');
    expect(await page.getByRole('button', { name: 'Tell everything that is missing' }).count()).toBe(0);
    await lookAt(page, 'case-supplement');
    await page.goto(`${base}/office/cases?queue=counter`);
    await lookAt(page, 'queue-counter');
  });
});

describe('a case that two officers want', () => {
  it('shows who has it, and is decided by nobody else', async () => {
    const address = await anAccepted();
    const [first, second] = [await screenOf('a.reviewer'), await screenOf('a.colleague')];
    await first.goto(address);
    await second.goto(address);
    const waysToDecide = (page: Page) => page.locator(`a[href="${new URL(address).pathname}/decision"]`).count();
    expect(await waysToDecide(first)).toBe(0);
    await press(first, 'Take this case');
    await press(second, 'Take this case');
    expect([await waysToDecide(first), await waysToDecide(second)]).toEqual([1, 0]);
    expect(await second.locator('.govuk-error-summary').innerText()).toContain(
      'Somebody else has this case on their desk',
    );
    await lookAt(second, 'case-taken');
    await decide(second, address, 'Refuse');
    expect(await second.locator('.govuk-error-summary').innerText()).toContain(
      'Somebody else has this case on their desk',
    );
    await decide(first, address, 'Refuse');
    expect(await first.locator('h1').innerText()).toContain('Refused');
    await lookAt(first, 'case-refused');
    const notice = await first.request.get(`${address}/documents/refusal-notice`);
    expect([notice.status(), notice.headers()['content-type']]).toEqual([200, 'application/pdf']);
  });

  it('that is not eligible is not approved: the page says why, what would change it, and how to object', async () => {
    const page = await screenOf('a.reviewer');
    const address = await anAccepted([['hukou.place', 'HERE']]);
    await page.goto(`${address}/decision`);
    await page.getByLabel('Approve', { exact: true }).check();
    await press(page, 'Look it over');
    expect(await page.locator('h1').innerText()).toBe('Not eligible');
    expect(await page.locator('main').innerText()).toContain('Whoever has their hukou here needs no permit.');
    await lookAt(page, 'not-eligible');
  });
});

describe('a session that is lost in the middle of a form', () => {
  it('gives what was typed back to who typed it, and to nobody else', async () => {
    const page = await screenOf('a.clerk');
    await typeSomebody(page);
    await office.stores.database.prisma.$executeRawUnsafe('DELETE FROM account_session');
    await press(page, 'Keep the draft and go on');
    expect(await page.locator('main').innerText()).toContain('what you typed is kept');
    await lookAtAnswer(page, 'signed-out');
    await page.locator('#login').fill('a.clerk');
    await proveAgain(page);
    expect(page.url()).toBe(`${base}/office/cases/new`);
    expect(await page.locator('#residenceAddress').inputValue()).toBe(PARTICULARS.residenceAddress);

    await office.stores.database.prisma.$executeRawUnsafe('DELETE FROM account_session');
    await press(page, 'Keep the draft and go on');
    await page.locator('#login').fill('a.deputy');
    await proveAgain(page);
    expect(await page.locator('#residenceAddress').inputValue()).toBe('');
  });
});

describe('a page that is not for everybody', () => {
  it('says so to the others, and takes nothing from them', async () => {
    const page = await screenOf('a.reviewer');
    const answer = await page.goto(`${base}/office/cases/new`);
    expect(answer?.status()).toBe(403);
    expect(await page.locator('h1').innerText()).toBe('You may not do this');
    await lookAt(page, 'not-allowed');
    await page.goto(`${base}/office`);
    const token = await page.locator('input[name=_token]').first().inputValue();
    const form = { _token: token, kind: 'FIRST', citizenId: anIdNumber('1990-03-04', 900), name: '样例辛' };
    const sent = await page.request.post(`${base}/office/cases/new`, {
      form,
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect(sent.status()).toBe(403);
    const forged = await page.request.post(`${base}/office/cases/new`, {
      form: { ...form, _token: `${token}x` },
      headers: { 'sec-fetch-site': 'same-origin' },
    });
    expect([forged.status(), await forged.text()]).toEqual([
      403,
      expect.stringContaining('The form was opened by somebody else'),
    ]);
    expect(await office.stores.database.prisma.person.count()).toBe(people);
  });
});

describe('the keyboard alone', () => {
  it('enters an application', async () => {
    const page = await screenOf('a.clerk');
    await page.goto(`${base}/office/cases/new`);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(page.url()).toMatch(/#main$/);
    people += 1;
    const strokes = [
      'Tab',
      'Tab',
      `text ${anIdNumber('1990-03-04', people)}`,
      'Tab',
      'text 样例戊',
      'Tab',
      'Space',
      'Tab',
    ];
    const rest = ['ArrowDown', 'Tab', 'text 示例省一号', 'Tab', 'text 示例市二号', 'Enter'];
    for (const stroke of [...strokes, ...rest]) {
      if (stroke.startsWith('text ')) await page.keyboard.type(stroke.slice(5));
      else await page.keyboard.press(stroke);
    }
    await page.waitForURL(/\/facts$/);
  });
});

async function screenOf(login: string): Promise<Page> {
  const page = await (await aScreen(browser, { language: 'en' })).newPage();
  await signIn(page, base, login);
  return page;
}

async function typeSomebody(page: Page): Promise<void> {
  await page.goto(`${base}/office/cases/new`);
  await page.locator('#name').fill('样例己');
  await page.locator('#residenceAddress').fill(PARTICULARS.residenceAddress);
}

async function decide(page: Page, address: string, outcome: string): Promise<void> {
  await page.goto(`${address}/decision`);
  await page.getByLabel(outcome, { exact: true }).check();
  await page.locator('#words').fill('居住未满半年');
  await press(page, 'Look it over');
  await press(page, 'Refuse this case');
  if ((await page.locator('input[name=class]').count()) > 0) await proveAgain(page);
}

async function aDraft(): Promise<string> {
  people += 1;
  const person = { citizenId: anIdNumber(`1992-05-${10 + people}`, people), name: '样例庚', details: PARTICULARS };
  const entry = { officeId: OFFICE_ID, door: 'COUNTER', kind: 'FIRST', person };
  const { applicationId, number } = good(await clerk.post('/api/v1/applications', entry));
  return `${base}/office/cases/${String(number)}/${String(applicationId)}`;
}

/** A case with all its papers, accepted by the clerk. */
async function anAccepted(more: readonly (readonly [string, string])[] = []): Promise<string> {
  const address = await aDraft();
  const path = `/api/v1/applications/${address.slice(address.lastIndexOf('/') + 1)}`;
  good(await clerk.upload(`${path}/evidence/ID_CARD`, await aScan(people * 3), 'image/png'));
  good(await clerk.upload(`${path}/evidence/LEASE`, await aScan(people * 3 + 1), 'image/png'));
  good(await clerk.upload(`${path}/evidence/PORTRAIT`, await aDrawnFace(), 'image/jpeg'));
  for (const [name, value] of [['hukou.place', 'ELSEWHERE'], ['ground.dwelling', 'yes'], ...more] as const) {
    good(await clerk.post(`${path}/facts`, { name, value, saidBy: 'OFFICE' }));
  }
  good(await clerk.post(`${path}/submission`));
  good(await clerk.post(`${path}/acceptance`));
  return address;
}
