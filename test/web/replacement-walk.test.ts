import { openOffice } from '@residence-permit/issuer/serve';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { launchChromium } from '../builders/launch-chromium.ts';
import { anIdNumber } from '../builders/invented-people.ts';
import type { OfficeClient } from '../office/office-client.ts';
import { aServedOffice, good, type ServedOffice } from '../office/served/served-office.ts';
import { aScreen } from './a-browser.ts';
import { aCardCounter } from './a-card-counter.ts';
import { type Makers, makeCard, setPin } from './card-steps.ts';
import { approve, enterAccepted, take } from './case-steps.ts';
import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { press } from './press.ts';
import { signIn } from './sign-in.ts';
import { tapByPin } from './tap-by-pin.ts';

vi.setConfig({ testTimeout: 1_200_000, hookTimeout: 1_200_000 });

/** The person of the first case of a served office. */
const PERSON = { citizenId: anIdNumber('1991-11-05', 1), name: '样例乙' };
const PIN = '246802';
const PUBLISHED = { timeout: 120_000, interval: 2_000 };

let office: ServedOffice;
let base: string;
let browser: Browser;
let makers: Makers;
let clerk: Page;
let reviewer: Page;
let atApi: OfficeClient;
let trust: string;
let inHand: Awaited<ReturnType<typeof makeCard>>;

beforeAll(async () => {
  office = await aServedOffice();
  const service = await office.serve();
  base = service.url;
  const staff = await office.staff(service, {
    clerk: 'clerk',
    reviewer: 'reviewer',
    producer: 'producer',
    checker: 'producer',
  });
  atApi = staff.clerk;
  const counter = await aCardCounter(office, service);
  ({
    paths: { trust },
  } = await openOffice(office.at('office'), () => Math.floor(Date.now() / 1000)));
  browser = await launchChromium();
  makers = { producer: await screenOf('a.producer'), checker: await screenOf('a.checker'), counter };
  [clerk, reviewer] = [await screenOf('a.clerk'), await screenOf('a.reviewer')];
  const { id, number } = await office.aCase();
  const address = `${base}/office/cases/${number}/${id}`;
  inHand = await makeCard(makers, address);
  await openHandOver(address);
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

async function openHandOver(address: string): Promise<void> {
  await clerk.goto(address);
  await clerk.getByRole('link', { name: '交付与激活' }).click();
  await clerk.waitForURL(/\/hand-over$/);
}

/** What the new card costs is paid at the counter. */
async function pay(address: string): Promise<void> {
  const path = `/api/v1/applications/${address.slice(address.lastIndexOf('/') + 1)}/fees`;
  const { fees } = good(await atApi.get(path)) as { fees: readonly { id: string; amountFen: number }[] };
  for (const { id, amountFen } of fees) good(await atApi.post(`${path}/${id}/payment`, { amountFen }));
}

/** Somebody asks for another card, which is granted and made. Answers the address of the case. */
async function madeFor(
  kind: 'REISSUE_LOST' | 'EXCHANGE_DAMAGED',
  papers: Parameters<typeof enterAccepted>[2]['papers'],
): Promise<string> {
  const address = await enterAccepted(clerk, base, { kind, ...PERSON, papers });
  await take(reviewer, address);
  await approve(reviewer, address);
  inHand = await makeCard(makers, address);
  return address;
}

const stateOf = async (cardNumber: string) =>
  (await office.stores.database.prisma.card.findUniqueOrThrow({ where: { cardNumber } })).state;

describe('a lost card', () => {
  it('is held, replaced by a new one, and dead from then on', async () => {
    const old = inHand;
    await clerk.goto(`${base}/office/loss`);
    await clerk.locator('#text').fill(PERSON.citizenId);
    await press(clerk, '查找');
    await clerk.getByRole('link', { name: '查看卡片' }).click();
    const atLoss = clerk.url();
    await press(clerk, '在窗口挂失这张卡');
    await clerk.getByRole('link', { name: '办理遗失补领' }).click();
    expect(await clerk.locator('#kind').inputValue()).toBe('REISSUE_LOST');

    const papers = ['ID_CARD', 'LOSS_STATEMENT', 'PORTRAIT'] as const;
    const address = await madeFor('REISSUE_LOST', papers);
    await openHandOver(address);
    await lookAt(clerk, 'replacement-hand-over');
    await press(clerk, '核对后交付');
    await lookAtAnswer(clerk, 'replacement-hand-over-check');
    await press(clerk, '交付卡片');
    // The new card costs something, and is not handed over before that is paid.
    expect(await clerk.locator('.govuk-error-summary').innerText()).toContain('费用');
    await pay(address);
    await press(clerk, '核对后交付');
    await press(clerk, '交付卡片');
    await setPin(clerk, PIN);

    expect(await stateOf(inHand.cardNumber)).toBe('ACTIVE');
    await clerk.goto(atLoss);
    expect(await clerk.getByRole('row', { name: old.cardNumber }).innerText()).toContain('已被替换');
    await lookAt(clerk, 'replacement-loss-person');
    // Whoever finds it afterwards brings it to the office, which keeps it.
    await clerk.goto(`${base}/office/loss/return`);
    await clerk.locator('#cardNumber').fill(old.cardNumber);
    await press(clerk, '收回卡片');
    expect(await clerk.locator('main [role=status]').innerText()).toContain(old.cardNumber);
    await lookAtAnswer(clerk, 'replacement-returned');

    // What the office publishes tells every service point.
    await vi.waitFor(async () => {
      const tapped = await tapByPin(trust, old.chip, { pin: PIN, terminal: 'none' });
      expect(tapped.verdict).toBe('rejected');
      expect(tapped.reasons).toContain('CARD_REVOKED');
    }, PUBLISHED);
    // All that stands between the new card and a yes is the certificate that this gate has not.
    expect(await tapByPin(trust, inHand.chip, { pin: PIN, terminal: 'none' })).toEqual({
      verdict: 'undecided',
      reasons: ['TERMINAL_UNCERTIFIED'],
    });
  });
});

describe('a damaged card', () => {
  it('comes back before the new one goes out, which waits in a drawer when its holder has to leave', async () => {
    const old = inHand;
    const papers = ['ID_CARD', 'OLD_CARD', 'PORTRAIT'] as const;
    const address = await madeFor('EXCHANGE_DAMAGED', papers);
    await pay(address);
    await openHandOver(address);
    await press(clerk, '核对后交付');
    await press(clerk, '交付卡片');
    expect(await clerk.locator('#oldCard-error').innerText()).toContain('旧卡');
    await lookAtAnswer(clerk, 'exchange-hand-over-errors');
    await clerk.getByLabel('旧卡已收回').check();
    await press(clerk, '核对后交付');
    expect(await clerk.locator('main').innerText()).toContain('已收回');
    await press(clerk, '交付卡片');
    expect(await stateOf(old.cardNumber)).toBe('REPLACED');

    await clerk.getByRole('link', { name: '放回证件柜' }).click();
    await lookAt(clerk, 'cards-put-back');
    await clerk.locator('#place').fill('');
    await press(clerk, '放回证件柜');
    await lookAtAnswer(clerk, 'cards-put-back-errors');
    await clerk.locator('#place').fill('B-7');
    await press(clerk, '放回证件柜');
    expect(await clerk.locator('main').innerText()).toContain('B-7');

    await openHandOver(address);
    await press(clerk, '核对后交付');
    await press(clerk, '交付卡片');
    await setPin(clerk, PIN);
    expect(await stateOf(inHand.cardNumber)).toBe('ACTIVE');
  });
});
