import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { aDepartment, type InstructionContent, WITHDRAWAL } from '../builders/an-instruction.ts';
import { anOfficer } from '../builders/an-officer.ts';
import { launchChromium } from '../builders/launch-chromium.ts';
import { OFFICE_ID } from '../builders/sample-offices.ts';
import type { OfficeClient } from '../office/office-client.ts';
import { aServedOffice, good, prove, type ServedOffice } from '../office/served/served-office.ts';
import { aScreen, keepPicture, type Look } from './a-browser.ts';
import { aCertifiedGate } from './a-certified-gate.ts';
import { aCardCounter, type CardCounter } from './a-card-counter.ts';
import { type ActiveCard, anActiveCard, officeDay } from './an-active-card.ts';
import { lookAtAnswer } from './look-at-answer.ts';
import { lookAt } from './look-at.ts';
import { press } from './press.ts';
import { proveAgain, signIn } from './sign-in.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 600_000 });

/** Of every card that this test makes. */
const PIN = '246802';
/** In the middle of what two records send to the card. */
const IN_THE_WRITING = 14;
const CULTURE = 'culture';

let office: ServedOffice;
let base: string;
let browser: Browser;
let counter: CardCounter;
let gate: Awaited<ReturnType<typeof aCertifiedGate>>;
let staff: Record<'clerk' | 'reviewer' | 'producer' | 'checker' | 'chief' | 'deputy', OfficeClient>;
let references = 0;
const culture = aDepartment(5);

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
  counter = await aCardCounter(office, service);
  gate = await aCertifiedGate(office);
  await keyOfCulture();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await office?.close();
});

/** The department's key, made good by two. */
async function keyOfCulture(): Promise<void> {
  const publicKey = Buffer.from(culture.publicKey).toString('hex');
  await prove(staff.chief, 'sign');
  await prove(staff.deputy, 'sign');
  good(await staff.chief.post('/api/v1/department-keys', { grantor: CULTURE, publicKey }));
  good(await staff.deputy.post(`/api/v1/department-keys/${culture.keyId}/confirmation`));
}

async function screenOf(login: string, look: Look = {}): Promise<Page> {
  const page = await (await aScreen(browser, look)).newPage();
  await signIn(page, base, login);
  return page;
}

const permitOf = ({ permitId }: ActiveCard) =>
  office.stores.database.prisma.permit.findUniqueOrThrow({ where: { id: permitId } });

async function instruct(holder: ActiveCard, content: InstructionContent): Promise<string> {
  references += 1;
  const { number: permitNumber } = await permitOf(holder);
  const days = { from: officeDay(office, -1), through: officeDay(office, 300) };
  return culture.instruct({ reference: `c-${references}`, permitNumber, ...days, ...content });
}

/** A grant through the API, for walks that are about the card. Answers its id. */
async function granted(holder: ActiveCard, content: InstructionContent): Promise<string> {
  const instruction = await instruct(holder, content);
  const { grantId } = good(await staff.clerk.post('/api/v1/grants', { instruction }));
  await prove(staff.reviewer, 'decide');
  good(await staff.reviewer.post(`/api/v1/grants/${String(grantId)}/approval`));
  return String(grantId);
}

async function takenBack(grantId: string): Promise<void> {
  references += 1;
  const content = { reference: `c-${references}`, grantId, reason: 'HOLDER_ASKED', from: officeDay(office) };
  const instruction = await culture.instruct(content, WITHDRAWAL);
  const { withdrawalId } = good(await staff.clerk.post('/api/v1/grant-withdrawals', { instruction }));
  await prove(staff.reviewer, 'revoke');
  good(await staff.reviewer.post(`/api/v1/grant-withdrawals/${String(withdrawalId)}/approval`));
}

const statesOf = async ({ permitId }: ActiveCard) =>
  (await office.stores.database.prisma.grant.findMany({ where: { permitId } }))
    .map(({ kind, state }) => `${kind} ${state}`)
    .toSorted();
const heldBy = ({ cardNumber }: ActiveCard) =>
  office.stores.inTransaction(anOfficer(), (tx) => tx.grants.onCard(cardNumber));
const said = (page: Page) => page.locator('main').innerText();

/** The instruction is entered at the pages by the clerk, and approved there by the reviewer. */
async function enteredAndApproved(clerk: Page, reviewer: Page, instruction: string): Promise<void> {
  await clerk.goto(`${base}/office/grants/enter`);
  await clerk.locator('#instruction').fill(instruction);
  await press(clerk, '核对签名并录入');
  await reviewer.goto(`${base}/office/grants`);
  await reviewer.getByRole('link', { name: '打开' }).first().click();
  await press(reviewer, '作出决定');
  if ((await reviewer.locator('#password').count()) > 0) await proveAgain(reviewer);
  await reviewer.waitForURL(/done=approved$/);
}

describe('the entitlements of a card at the counter', () => {
  it('are written once they are approved, whichever card lay there first and however often it was taken away', async () => {
    const holder = await anActiveCard({ office, counter }, staff);
    const other = await anActiveCard({ office, counter }, staff);
    const [clerk, reviewer] = [await screenOf('a.clerk'), await screenOf('a.reviewer')];
    await clerk.goto(`${base}/office/cards/${holder.cardNumber}`);
    await clerk.getByRole('link', { name: '写入待遇' }).click();
    expect(await said(clerk)).toContain('没有与卡片有关的待遇');
    expect(await clerk.locator('main form').count()).toBe(0);
    await lookAt(clerk, 'grants-card-none');

    await enteredAndApproved(clerk, reviewer, await instruct(holder, { kind: 'library' }));
    await enteredAndApproved(clerk, reviewer, await instruct(holder, { kind: 'sports-ground', limit: 8, period: 30 }));
    expect((await gate.tap(holder.chip, PIN)).reasons).toContain('NO_GRANT');
    await found(clerk, holder);
    await lookAt(clerk, 'grants-permit-to-write');
    await press(clerk, '将待遇写入卡片');
    expect(await said(clerk)).toContain('待写入卡片');
    await lookAt(clerk, 'grants-card');

    counter.reader.lay(other.chip);
    await press(clerk, '将待遇写入这张卡');
    await proveAgain(clerk);
    expect(await clerk.locator('.govuk-error-summary').innerText()).toContain('另一张卡');
    await lookAtAnswer(clerk, 'grants-card-other-card');
    expect(await said(clerk)).toContain('没有写入任何内容');
    counter.reader.lay(holder.chip, IN_THE_WRITING);
    await press(clerk, '将待遇写入这张卡');
    expect(await clerk.locator('.govuk-error-summary').innerText()).toContain('离开了读卡器');
    expect(await said(clerk)).toContain('没有损失');
    await lookAtAnswer(clerk, 'grants-card-failed');
    expect(await statesOf(holder)).toEqual(['library GRANTED', 'sports-ground GRANTED']);
    counter.reader.lay(holder.chip);
    await press(clerk, '用同一张卡重试');

    expect(await clerk.locator('.govuk-panel__title').innerText()).toBe('卡上的待遇已更新');
    expect(await said(clerk)).toContain('公共图书馆');
    await lookAt(clerk, 'grants-written');
    await clerk.emulateMedia({ media: 'print' });
    expect(await clerk.locator('.govuk-button:visible, nav:visible').count()).toBe(0);
    await keepPicture(clerk, 'grants-written-printed');
    await clerk.emulateMedia({ media: null });
    expect(await statesOf(holder)).toEqual(['library ACTIVE', 'sports-ground ACTIVE']);
    expect(await heldBy(holder)).toMatchObject([{ dataGroup: 21, grantor: CULTURE, version: 2 }]);
    expect(await heldBy(other)).toEqual([]);
    expect(await gate.tap(holder.chip, PIN)).toEqual({ verdict: 'accepted', reasons: [] });

    await clerk.goto(`${base}/office/grants/cards/${holder.cardNumber}`);
    expect(await said(clerk)).toContain('已是最新');
    await lookAt(clerk, 'grants-card-up-to-date');
    await press(clerk, '核对这张卡');
    await clerk.waitForURL(/\/written$/);
    expect(await heldBy(holder)).toMatchObject([{ version: 2 }]);
  });

  it('are taken off again at the next visit, on a phone and without script; not while the card is on hold', async () => {
    const holder = await anActiveCard({ office, counter }, staff);
    const library = await granted(holder, { kind: 'library' });
    await granted(holder, { kind: 'sports-ground', limit: 8, period: 30 });
    const clerk = await screenOf('a.clerk', { language: 'en', width: 400, script: 'none' });
    const onlooker = await screenOf('a.clerk', { language: 'en' });
    const onCard = `${base}/office/grants/cards/${holder.cardNumber}`;
    counter.reader.lay(holder.chip);
    await written(clerk, onCard);
    await takenBack(library);
    await clerk.goto(onCard);
    expect(await said(clerk)).toContain('To be taken off the card');
    await onlooker.goto(onCard);
    await lookAt(onlooker, 'grants-card-to-take-off');

    good(await staff.clerk.post(`/api/v1/cards/${holder.cardNumber}/hold`, { channel: 'COUNTER' }));
    await press(clerk, 'Write the entitlements to this card');
    if ((await clerk.locator('#password').count()) > 0) await proveAgain(clerk);
    expect(await clerk.locator('.govuk-error-summary').innerText()).toContain('on hold');
    expect(await said(clerk)).toContain('lift the hold first');
    expect(await clerk.locator('main form').count()).toBe(0);
    await onlooker.reload();
    await lookAt(onlooker, 'grants-card-on-hold');
    const shown = { isIdentityShown: true, isCardShown: true };
    good(await staff.clerk.post(`/api/v1/cards/${holder.cardNumber}/hold-lift`, shown));

    await written(clerk, onCard);
    expect(await said(clerk)).not.toContain('Public library');
    expect(await said(clerk)).toContain('Public sports grounds');
    expect(await heldBy(holder)).toMatchObject([{ version: 3 }]);
    expect((await gate.tap(holder.chip, PIN)).reasons).toContain('NO_GRANT');
  });

  it('wait for the new card once one is planned, and for nobody without a permit', async () => {
    const holder = await anActiveCard({ office, counter }, staff);
    await granted(holder, { kind: 'library' });
    const { permitId, personId, cardNumber } = holder;
    const plan = { permitId, personId, officeId: OFFICE_ID, replaces: cardNumber, createdAt: office.stores.clock() };
    const next = await office.stores.inTransaction(anOfficer(), (tx) => tx.cards.plan(plan));
    const clerk = await screenOf('a.clerk');
    await clerk.goto(`${base}/office/grants/cards/${cardNumber}`);
    expect(await said(clerk)).toContain('待遇写入新卡');
    expect(await clerk.locator('main form').count()).toBe(0);
    await lookAt(clerk, 'grants-card-replaced-soon');
    await clerk.goto(`${base}/office/grants/cards/${next.cardNumber}`);
    expect(await said(clerk)).toContain('尚未激活');
    await lookAt(clerk, 'grants-card-not-active');

    const { personId: applicant } = await office.aPlainCase();
    await clerk.goto(`${base}/office/grants/of/${applicant}`);
    expect(await said(clerk)).toContain('没有有效的居住证');
    await lookAt(clerk, 'grants-no-permit');
    const reviewer = await screenOf('a.reviewer');
    await reviewer.goto(`${base}/office/grants/cards/${cardNumber}`);
    expect(await reviewer.locator('main form').count()).toBe(0);
  });
});

/** Whoever stands at the counter is found, and their entitlements opened. */
async function found(clerk: Page, { citizenId, name }: ActiveCard): Promise<void> {
  await clerk.goto(`${base}/office/people`);
  await clerk.locator('#text').fill(citizenId);
  await press(clerk, '查找');
  await lookAtAnswer(clerk, 'people-found');
  await clerk.getByRole('link', { name: `待遇 ${name}` }).click();
  await clerk.waitForURL(/\/office\/grants\/permits\//);
}

async function written(clerk: Page, onCard: string): Promise<void> {
  await clerk.goto(onCard);
  await press(clerk, 'Write the entitlements to this card');
  if ((await clerk.locator('#password').count()) > 0) await proveAgain(clerk);
  await clerk.waitForURL(/\/written$/);
}
