import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { anIdNumber } from '../builders/invented-people.ts';
import { aServedOffice, type ServedOffice, type ServedProcess } from '../office/served/served-office.ts';
import { aScreen } from './a-browser.ts';
import { approve, enterAccepted, refuse, take } from './case-steps.ts';
import { holderScreen } from './holder-screen.ts';
import { lookAt } from './look-at.ts';
import { press } from './press.ts';
import { proveAgain, signIn } from './sign-in.ts';

vi.setConfig({ testTimeout: 1_200_000, hookTimeout: 1_200_000 });

const NAME = '样例壬';
const REASON = '租赁合同未写明租期';
const GROUNDS = '合同第三页写明了租期，请重新审查';

let office: ServedOffice;
let service: ServedProcess;
let browser: Browser;

beforeAll(async () => {
  office = await aServedOffice();
  service = await office.serve();
  await office.staff(service, { clerk: 'clerk', first: 'reviewer', second: 'reviewer', supervisor: 'supervisor' });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

async function screenOf(login: string): Promise<Page> {
  const page = await (await aScreen(browser)).newPage();
  await signIn(page, service.url, login);
  return page;
}

describe('a case that was refused', () => {
  let address: string;
  let first: Page;
  let holder: Page;

  it('is told to the applicant with its reason, and by when they can appeal', async () => {
    address = await enterAccepted(await screenOf('a.clerk'), service.url, {
      kind: 'FIRST',
      citizenId: anIdNumber('1989-06-17', 82),
      name: NAME,
      answers: { hukou: 'ELSEWHERE', dwelling: 'yes', exemption: 'TALENT' },
      papers: ['ID_CARD', 'LEASE', 'TALENT_CERTIFICATE', 'PORTRAIT'],
      confirmed: {
        hukou: '机关确认',
        dwelling: '机关凭房屋租赁合同确认',
        exemption: '机关凭人才认定证明确认',
      },
    });
    first = await screenOf('a.first');
    await take(first, address);
    await refuse(first, address, REASON);
    expect(await first.locator('h1').innerText()).toBe('已决定不予批准');

    const { personId } = await office.stores.database.prisma.application.findFirstOrThrow();
    holder = await holderScreen(browser, service, personId);
    await lookAt(holder, 'appeal-walk-me');
    await holder.goto(`${service.url}/me/cases`);
    await holder.getByRole('link', { name: '首次申领居住证' }).click();
    await holder.waitForURL(/\/me\/cases\/[0-9a-f-]+$/);
    expect(await holder.locator('main').innerText()).toContain(REASON);
    await lookAt(holder, 'appeal-walk-refused');
  });

  it('is appealed against at home, and waits for somebody who had no part in it', async () => {
    await press(holder, '提出异议');
    await holder.locator('#grounds').fill(GROUNDS);
    await press(holder, '提出异议');
    expect(await holder.locator('h1').innerText()).toBe('异议已提出');

    // Who refused it does not find the appeal among their work.
    await first.goto(`${service.url}/office/reviews`);
    expect(await first.locator('main').innerText()).not.toContain('异议');
  });

  it('goes back to its decision when the appeal is upheld, and somebody else decides', async () => {
    const supervisor = await screenOf('a.supervisor');
    await supervisor.goto(`${service.url}/office/reviews`);
    await lookAt(supervisor, 'appeal-walk-reviews');
    await supervisor.getByRole('link', { name: '打开' }).first().click();
    expect(await supervisor.locator('main').innerText()).toContain(GROUNDS);
    await supervisor.locator('#reason').fill('在期限内，针对决定');
    await press(supervisor, '记录并告知');
    await proveAgain(supervisor);
    expect(await supervisor.locator('main').innerText()).toContain('异议已受理');
    await supervisor.getByRole('link', { name: '打开' }).first().click();
    await supervisor.getByLabel('异议成立', { exact: true }).check();
    await supervisor.locator('#words').fill('合同写明了租期');
    await supervisor.locator('#clause').fill('Decree 663 art. 9');
    await press(supervisor, '作出决定');
    expect(await supervisor.locator('main').innerText()).toContain('异议已作出决定');

    await refuse(first, address, REASON);
    expect(await first.locator('.govuk-error-summary').innerText()).toContain('同一案件不得由同一人再次决定');
    const second = await screenOf('a.second');
    await take(second, address);
    await approve(second, address);
    expect(await second.locator('h1').innerText()).toBe('已批准');

    await holder.goto(`${service.url}/me/cases`);
    await holder.getByRole('link', { name: '首次申领居住证' }).click();
    await holder.waitForURL(/\/me\/cases\/[0-9a-f-]+$/);
    expect(await holder.locator('main').innerText()).toContain('合同写明了租期');
    await lookAt(holder, 'appeal-walk-upheld');
  });
});
