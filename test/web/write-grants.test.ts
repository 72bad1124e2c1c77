import { toHex } from '@residence-permit/shared/bytes';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { aDepartment } from '../builders/an-instruction.ts';
import type { OfficeClient } from '../office/office-client.ts';
import { aServedOffice, good, prove, type ServedOffice } from '../office/served/served-office.ts';
import { aBrowser, aScreen } from './a-browser.ts';
import { aCardCounter } from './a-card-counter.ts';
import { makeCard, setPin } from './card-steps.ts';
import { lookAsItStands } from './look-as-it-stands.ts';
import { lookAt } from './look-at.ts';
import { press } from './press.ts';
import { proveAgain, signIn } from './sign-in.ts';

vi.setConfig({ testTimeout: 1_200_000, hookTimeout: 1_200_000 });

const PIN = '246802';

let office: ServedOffice;
let base: string;
let browser: Browser;
let staff: Readonly<Record<'clerk' | 'reviewer' | 'chief' | 'deputy', OfficeClient>>;
let clerk: Page;
let cardNumber: string;

beforeAll(async () => {
  office = await aServedOffice();
  const service = await office.serve();
  base = service.url;
  staff = await office.staff(service, {
    clerk: 'clerk',
    reviewer: 'reviewer',
    producer: 'producer',
    checker: 'producer',
    chief: 'supervisor',
    deputy: 'supervisor',
  });
  const counter = await aCardCounter(office, service);
  browser = await aBrowser();
  const makers = { producer: await screenOf('a.producer'), checker: await screenOf('a.checker'), counter };
  clerk = await screenOf('a.clerk');
  const { id, number } = await office.aCase();
  const address = `${base}/office/cases/${number}/${id}`;
  ({ cardNumber } = await makeCard(makers, address));
  await clerk.goto(address);
  await clerk.getByRole('link', { name: '交付与激活' }).click();
  await press(clerk, '交付卡片');
  await setPin(clerk, PIN);
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

describe('an entitlement that was approved', () => {
  it('is written to the card at the counter', async () => {
    const { permit } = await office.stores.database.prisma.card.findUniqueOrThrow({
      where: { cardNumber },
      include: { permit: true },
    });
    await grantLibrary(permit.number);
    await press(clerk, '交还屏幕');
    expect(await clerk.locator('.govuk-panel__title').innerText()).toBe('居住证已激活');
    await clerk.getByRole('link', { name: '把待遇写入卡片' }).click();
    await lookAt(clerk, 'grants-write');
    await clerk.locator('#cardNumber').fill('123');
    await press(clerk, '写入这张卡片');
    expect(await clerk.locator('#cardNumber-error').innerText()).toContain('十位');
    await lookAsItStands(clerk, 'grants-write-errors');
    await clerk.locator('#cardNumber').fill(cardNumber);
    await press(clerk, '写入这张卡片');
    if ((await clerk.locator('#password').count()) > 0) await proveAgain(clerk);
    expect(await clerk.locator('main').innerText()).toContain('卡片现已载有');
    const headers = { 'permit-purpose': 'counter-service' };
    const { grants } = good(await staff.clerk.get(`/api/v1/permits/${permit.number}/grants`, headers));
    expect(grants).toMatchObject([{ kind: 'library', state: 'ACTIVE' }]);
  });
});

/** The library is open to the holder of that permit, on the signed instruction of its department. */
async function grantLibrary(permitNumber: string): Promise<void> {
  const { chief, deputy } = staff;
  const { publicKey, keyId, instruct } = aDepartment(14);
  await prove(chief, 'sign');
  await prove(deputy, 'sign');
  await prove(staff.reviewer, 'decide');
  good(await chief.post('/api/v1/department-keys', { grantor: 'culture', publicKey: toHex(publicKey) }));
  good(await deputy.post(`/api/v1/department-keys/${keyId}/confirmation`));
  const today = new Date().toISOString().slice(0, 10);
  const days = { from: today, through: `${Number(today.slice(0, 4)) + 1}-01-31` };
  const instruction = await instruct({ kind: 'library', ...days, permitNumber, reference: 'culture-library' });
  const { grantId } = good(await staff.clerk.post('/api/v1/grants', { instruction }));
  good(await staff.reviewer.post(`/api/v1/grants/${String(grantId)}/approval`));
}
